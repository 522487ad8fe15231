import { EmbeddingScene } from '../gl/embeddingScene.ts';
import type { AnimationSettings } from './choices.ts';
import type { AnimationContent } from './content.ts';
import { INKS } from './inks.ts';
import { layoutOf } from './layout.ts';
import { legendSize } from './legend.ts';
import { drawOverlay } from './overlay.ts';

/** The pictures of an animation, on a canvas: cells and flow of a scene of their own, and over them what stands still. */
export class AnimationPicture {
  readonly #context: OffscreenCanvasRenderingContext2D;
  readonly #stage: OffscreenCanvas;
  readonly #scene: EmbeddingScene;
  readonly #overlay: OffscreenCanvas;
  readonly #ground: string;
  readonly #step: number;

  /**
   * @param family CSS family of names and legend, whose font is loaded.
   * @throws Error where this machine cannot draw such a picture.
   */
  constructor(
    canvas: OffscreenCanvas,
    content: AnimationContent,
    settings: AnimationSettings,
    family: string,
  ) {
    const { width, height, frameRate, seconds } = settings;
    const inks = INKS[settings.ground];
    this.#context = contextOf(canvas);
    this.#ground = inks.ground;
    this.#step = 1 / frameRate;
    this.#overlay = new OffscreenCanvas(width, height);
    const shown = {
      labels: settings.names ? content.labels : [],
      legend: settings.legend ? content.legend : undefined,
    };
    const over = contextOf(this.#overlay);
    const layout = layoutOf(settings, content, shown.legend && legendSize(over, shown.legend, family));
    drawOverlay(over, layout, shown, inks, family);
    this.#stage = new OffscreenCanvas(width, height);
    this.#scene = new EmbeddingScene(this.#stage, { clock: false });
    const { positions, colors, order, selected, field } = content;
    this.#scene.setProps({
      positions,
      colors,
      order,
      selected,
      field,
      flow: 'animated',
      seed: settings.seed,
      density: settings.density,
      loop: settings.loop ? { steps: Math.round(seconds * frameRate), seconds: this.#step } : undefined,
      flowColor: inks.flow.line,
      flowHalo: inks.flow.halo,
      pointDiameter: layout.pointDiameter,
      view: layout.view,
      width: layout.size.width,
      height: layout.size.height,
      pixelRatio: layout.pixelRatio,
    });
    this.#check();
  }

  /** Draws a frame; frames are drawn one after another, from 0 on. */
  draw(frame: number): void {
    this.#scene.advance(frame === 0 ? 0 : this.#step);
    if (this.#stage.getContext('webgl2')?.isContextLost())
      throw new Error('The graphics processor was taken away while it drew. Export the animation again.');
    const { width, height } = this.#stage;
    this.#context.fillStyle = this.#ground;
    this.#context.fillRect(0, 0, width, height);
    this.#context.drawImage(this.#stage, 0, 0);
    this.#context.drawImage(this.#overlay, 0, 0);
  }

  dispose(): void {
    this.#scene.dispose();
    // Browsers hold few contexts of WebGL, and take the oldest away when there are more.
    this.#stage.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
  }

  #check(): void {
    const gl = this.#stage.getContext('webgl2');
    const { width, height } = this.#stage;
    const drawn = gl && `${gl.drawingBufferWidth} × ${gl.drawingBufferHeight}`;
    const problem = !this.#scene.canAnimate
      ? 'This graphics driver cannot animate the flow.'
      : drawn !== `${width} × ${height}` || width !== this.#overlay.width || height !== this.#overlay.height
        ? `This graphics processor has no room for pictures of ${this.#overlay.width} × ${this.#overlay.height} pixels. Choose a smaller size.`
        : undefined;
    if (problem === undefined) return;
    this.dispose();
    throw new Error(problem);
  }
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser cannot draw on a canvas.');
  return context;
}
