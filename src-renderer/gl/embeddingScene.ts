import { WebGLRenderer } from 'three';

import { CameraUniforms } from './camera.ts';
import { FlatScene } from './flatScene.ts';
import { FlowLayer } from './flowLayer.ts';
import { PictureMarks } from './pictureMarks.ts';
import { PointsPass } from './pointsPass.ts';
import { PointsPicture } from './pointsPicture.ts';
import { INITIAL_PROPS, noChanges, takeProps, type SceneProps } from './sceneProps.ts';

/** The longest step of the animation, in seconds: after a pause the flow goes on where it was. */
const LONGEST_STEP = 0.05;

/**
 * An embedding of cells with its velocity field, on one canvas with WebGL 2. It draws when something changed, and on every
 * frame only while the flow is animated and the page is visible. A frame makes no object, so that none is held up to clear them away.
 *
 * Without a clock it draws only when `advance` is called, and then all cells and particles, however long that takes: for pictures
 * that are kept.
 *
 * @throws Error where WebGL 2 is not to be had.
 */
export class EmbeddingScene {
  /** Whether this GPU can move particles: it must write textures of floats. */
  readonly canAnimate: boolean;
  readonly #renderer: WebGLRenderer;
  readonly #scene: FlatScene;
  readonly #uniforms = new CameraUniforms();
  readonly #points: PointsPass;
  readonly #picture: PointsPicture;
  readonly #flow: FlowLayer;
  readonly #marks = new PictureMarks();
  readonly #props: SceneProps = { ...INITIAL_PROPS };
  readonly #changed = noChanges();
  #frame = 0;
  #lastTime = 0;
  /** Whether the last frame asked for this one, so that the time between them tells how long it took. */
  #continues = false;
  readonly #clock: boolean;

  constructor(canvas: HTMLCanvasElement | OffscreenCanvas, { clock = true }: { clock?: boolean } = {}) {
    this.#clock = clock;
    this.#renderer = new WebGLRenderer({ canvas, alpha: true, antialias: false, depth: false });
    this.#renderer.autoClear = false;
    this.#clearToNothing();
    this.canAnimate = this.#renderer.extensions.has('EXT_color_buffer_float');
    this.#points = new PointsPass(this.#uniforms);
    this.#picture = new PointsPicture(this.#points, clock);
    this.#flow = new FlowLayer(this.#uniforms, clock);
    // Drawn in the order added; all lies in one plane, so there is nothing to sort.
    this.#renderer.sortObjects = false;
    this.#scene = new FlatScene(this.#picture.pass.object, this.#flow.object);
    if (clock) document.addEventListener('visibilitychange', this.#wake);
    canvas.addEventListener('webglcontextrestored', this.#restored);
  }

  /** Takes what changed; the next frame shows it. */
  setProps(changes: Partial<SceneProps>): void {
    const now = this.#props;
    const changed = this.#changed;
    if (!takeProps(now, changes, changed)) return;
    if (changed.positions) this.#points.setPositions(now.positions);
    if (changed.colors) this.#points.setColors(now.colors);
    if (changed.order) this.#points.setValues(now.order);
    if (changed.selected) this.#points.setSelected(now.selected);
    if (changed.pointDiameter) this.#points.setDiameter(now.pointDiameter);
    if (changed.flowHalo) this.#points.setBackground(now.flowHalo);
    const resized = changed.width || changed.height || changed.pixelRatio;
    if (resized) {
      const width = Math.round(now.width * now.pixelRatio);
      const height = Math.round(now.height * now.pixelRatio);
      this.#renderer.setSize(width, height, false);
      this.#picture.setSize(Math.max(width, 1), Math.max(height, 1));
    }
    this.#uniforms.set(now.view, now.width, now.height, now.pixelRatio);
    this.#flow.setProps(now, changed);
    const cells = changed.positions || changed.colors || changed.order || changed.selected;
    const look = changed.pointDiameter || changed.flowHalo || changed.view;
    if (cells || look || resized) this.#picture.change();
    this.#requestFrame();
  }

  /**
   * Moves the flow on by `seconds` and draws at once, without regard to the clock: equal calls after equal props give equal
   * pictures.
   */
  advance(seconds: number): void {
    this.#paint(seconds, undefined);
  }

  dispose(): void {
    document.removeEventListener('visibilitychange', this.#wake);
    this.#renderer.domElement.removeEventListener('webglcontextrestored', this.#restored);
    cancelAnimationFrame(this.#frame);
    this.#points.dispose();
    this.#picture.dispose();
    this.#flow.dispose();
    this.#renderer.dispose();
  }

  /** A new or restored context clears to opaque until told otherwise. */
  #clearToNothing(): void {
    this.#renderer.setClearColor(0x000000, 0);
  }

  readonly #restored = (): void => {
    this.#clearToNothing();
    this.#picture.change();
    this.#flow.restart();
    this.#requestFrame();
  };

  readonly #wake = (): void => {
    // The time spent out of sight says nothing of how long a frame takes.
    this.#continues = false;
    this.#requestFrame();
  };

  readonly #requestFrame = (): void => {
    if (this.#clock && this.#frame === 0 && !document.hidden) this.#frame = requestAnimationFrame(this.#draw);
  };

  readonly #draw = (time: number): void => {
    this.#frame = 0;
    if (this.#props.width === 0 || this.#props.height === 0) return;
    const elapsed = time - this.#lastTime;
    this.#lastTime = time;
    const moves = this.#props.flow === 'animated' && !this.#props.still;
    const changes = this.#picture.changed;
    this.#paint(moves ? Math.min(elapsed / 1000, LONGEST_STEP) : 0, this.#continues ? elapsed : undefined);
    this.#continues = moves || !this.#picture.complete;
    if (this.#continues) this.#requestFrame();
    this.#marks.note(changes, this.#picture.complete, elapsed);
  };

  /** @param sinceLast Milliseconds since the frame before; undefined where the page rested between them. */
  #paint(dt: number, sinceLast: number | undefined): void {
    const pointsWereDrawn = this.#picture.drawn > 0;
    this.#picture.draw(this.#renderer, sinceLast);
    // While cells are drawn too, a slow frame is theirs.
    this.#flow.prepare(
      this.#renderer,
      this.#props,
      this.#points.order,
      dt,
      pointsWereDrawn ? undefined : sinceLast,
    );
    this.#renderer.setRenderTarget(null);
    this.#renderer.clear();
    this.#scene.render(this.#renderer);
  }
}
