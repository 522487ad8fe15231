import { Camera, Scene, WebGLRenderer } from 'three';

import { CameraUniforms } from './camera.ts';
import { PointsPass } from './pointsPass.ts';
import type { Rgba } from './segments.ts';
import { StreamlinesPass, type Lines } from './streamlinesPass.ts';
import { TrailsPass } from './trailsPass.ts';
import type { VectorField } from './vectorField.ts';
import { boundsOf, type View } from './view.ts';

export type Flow = 'animated' | 'lines' | 'off';

/** Everything the scene draws from. An array counts as changed when it is another array. */
export interface SceneProps {
  /** (x, y) a cell. */
  positions: Float32Array;
  /** RGBA a cell; alpha 0 hides it. */
  colors: Uint8Array;
  /** In CSS pixels. */
  pointDiameter: number;
  field: VectorField | undefined;
  streamlines: Lines | undefined;
  flow: Flow;
  flowColor: Rgba;
  /** Drawn beside every line of the flow, to part it from the cells beneath. */
  flowHalo: Rgba;
  view: View;
  /** Of the canvas, in CSS pixels. */
  width: number;
  height: number;
  pixelRatio: number;
}

const INITIAL: SceneProps = {
  positions: new Float32Array(0),
  colors: new Uint8Array(0),
  pointDiameter: 4,
  field: undefined,
  streamlines: undefined,
  flow: 'off',
  flowColor: [0, 0, 0, 1],
  flowHalo: [1, 1, 1, 0],
  view: { x: 0, y: 0, scale: 1 },
  width: 0,
  height: 0,
  pixelRatio: 1,
};

/** The longest step of the animation, in seconds: after a pause the flow goes on where it was. */
const LONGEST_STEP = 0.05;
const PARTICLES = 1500;

/**
 * An embedding of cells with its velocity field, on one canvas with WebGL 2. It draws when something changed, and on every
 * frame only while the flow is animated and the page is visible.
 *
 * @throws Error where WebGL 2 is not to be had.
 */
export class EmbeddingScene {
  readonly #renderer: WebGLRenderer;
  readonly #scene = new Scene();
  readonly #camera = new Camera();
  readonly #uniforms = new CameraUniforms();
  readonly #points: PointsPass;
  readonly #streamlines: StreamlinesPass;
  readonly #trails: TrailsPass;
  #props: SceneProps = INITIAL;
  #frame = 0;
  #lastTime = 0;
  #drawn = 0;

  constructor(canvas: HTMLCanvasElement) {
    this.#renderer = new WebGLRenderer({ canvas, alpha: true, antialias: false, depth: false });
    this.#points = new PointsPass(this.#uniforms);
    this.#streamlines = new StreamlinesPass(this.#uniforms);
    this.#trails = new TrailsPass(this.#uniforms);
    // Drawn in the order added; all passes lie in one plane, so there is nothing to sort.
    this.#renderer.sortObjects = false;
    this.#scene.add(this.#points.object, this.#streamlines.object, this.#trails.object);
    document.addEventListener('visibilitychange', this.#redraw);
    canvas.addEventListener('webglcontextrestored', this.#redraw);
  }

  /** Takes what changed; the next frame shows it. */
  setProps(changes: Partial<SceneProps>): void {
    const before = this.#props;
    const now = { ...before, ...changes };
    this.#props = now;
    const changed = (...names: (keyof SceneProps)[]): boolean =>
      names.some((name) => before[name] !== now[name]);
    if (changed('positions')) this.#points.setPositions(now.positions);
    if (changed('colors')) this.#points.setColors(now.colors);
    if (changed('pointDiameter')) this.#points.setDiameter(now.pointDiameter);
    if (changed('streamlines')) this.#streamlines.setLines(now.streamlines);
    if (changed('field')) this.#startFlow(now);
    if (changed('field', 'view')) this.#trails.setScale(now.view.scale);
    if (changed('flowColor', 'flowHalo')) {
      this.#streamlines.setColors(now.flowColor, now.flowHalo);
      this.#trails.setColors(now.flowColor, now.flowHalo);
    }
    if (changed('width', 'height', 'pixelRatio')) {
      this.#renderer.setPixelRatio(now.pixelRatio);
      this.#renderer.setSize(now.width, now.height, false);
    }
    if (changed('view', 'width', 'height', 'pixelRatio'))
      this.#uniforms.set(now.view, { width: now.width, height: now.height }, now.pixelRatio);
    this.#streamlines.object.visible = now.flow === 'lines';
    this.#trails.object.visible = now.flow === 'animated';
    this.#requestFrame();
  }

  dispose(): void {
    document.removeEventListener('visibilitychange', this.#redraw);
    this.#renderer.domElement.removeEventListener('webglcontextrestored', this.#redraw);
    cancelAnimationFrame(this.#frame);
    this.#points.dispose();
    this.#streamlines.dispose();
    this.#trails.dispose();
    this.#renderer.dispose();
  }

  #startFlow({ field }: SceneProps): void {
    const box = boundsOf(this.#props.positions);
    this.#trails.setField(field, {
      count: PARTICLES,
      pace: 0.07 * Math.max(box.right - box.left, box.top - box.bottom),
      life: [1.5, 4],
      random: Math.random,
    });
  }

  readonly #redraw = (): void => this.#requestFrame();

  #requestFrame(): void {
    if (this.#frame === 0 && !document.hidden) this.#frame = requestAnimationFrame(this.#draw);
  }

  readonly #draw = (time: number): void => {
    this.#frame = 0;
    if (this.#props.width === 0 || this.#props.height === 0) return;
    if (this.#props.flow === 'animated') {
      this.#trails.step(Math.min((time - this.#lastTime) / 1000, LONGEST_STEP));
      this.#requestFrame();
    }
    this.#lastTime = time;
    this.#renderer.render(this.#scene, this.#camera);
    if (this.#drawn++ === 0) performance.mark('embedding-drawn');
  };
}
