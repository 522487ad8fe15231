import { NearestFilter, WebGLRenderTarget, type IUniform, type WebGLRenderer } from 'three';

import { FrameBudget } from './frameBudget.ts';
import type { PointsPass } from './pointsPass.ts';
import { ScreenPass } from './screenPass.ts';

const COPY = /* glsl */ `
precision highp float;
uniform highp sampler2D picture;
out vec4 result;
void main() { result = texelFetch(picture, ivec2(gl_FragCoord.xy), 0); }
`;

const FIRST_BUDGET = 200_000;
const LEAST_BUDGET = 10_000;
const MOST_BUDGET = 50_000_000;

/**
 * The cells as a picture that is drawn once and then kept, so that a flow over a million cells costs no more than over none.
 *
 * When something changed, a sample of the cells, as large as one frame allows, is shown at once. The full picture is drawn
 * behind it over the next frames and takes its place when done.
 */
export class PointsPicture {
  /** Puts the picture on the canvas, in place of what is there. */
  readonly pass: ScreenPass;
  readonly #points: PointsPass;
  readonly #budget: FrameBudget;
  readonly #shown: IUniform = { value: null };
  #front = target();
  #back = target();
  #changed = true;
  /** Cells drawn of the picture behind; all of them when it is shown. */
  #done = 0;
  #drawn = 0;

  /** @param timed Whether no more cells are drawn at once than a frame has time for. */
  constructor(points: PointsPass, timed: boolean) {
    this.#points = points;
    this.#budget = new FrameBudget(timed ? FIRST_BUDGET : MOST_BUDGET, LEAST_BUDGET, MOST_BUDGET);
    this.pass = new ScreenPass(COPY, { picture: this.#shown });
  }

  /** Cells drawn in the last frame. */
  get drawn(): number {
    return this.#drawn;
  }

  /** Whether all cells are in the picture that is shown. */
  get complete(): boolean {
    return !this.#changed && this.#done >= this.#points.count;
  }

  /** Whether the next frame begins a new picture. */
  get changed(): boolean {
    return this.#changed;
  }

  /** Has the next frame begin a new picture. */
  change(): void {
    this.#changed = true;
  }

  /** In device pixels. */
  setSize(width: number, height: number): void {
    this.#front.setSize(width, height);
    this.#back.setSize(width, height);
    this.change();
  }

  /**
   * Draws what one frame allows.
   *
   * @param sinceLast Milliseconds since the frame before; undefined where none came right before it.
   */
  draw(renderer: WebGLRenderer, sinceLast: number | undefined): void {
    if (sinceLast !== undefined && this.#drawn > 0) this.#budget.learn(sinceLast, this.#drawn);
    this.#drawn = 0;
    if (this.#changed) this.#begin(renderer);
    else if (!this.complete) this.#continue(renderer);
    this.#shown.value = this.#front.texture;
  }

  dispose(): void {
    this.#front.dispose();
    this.#back.dispose();
    this.pass.dispose();
  }

  #begin(renderer: WebGLRenderer): void {
    this.#changed = false;
    renderer.setRenderTarget(this.#front);
    renderer.clear();
    const { count } = this.#points;
    this.#drawn = Math.min(count, this.#budget.count);
    this.#done = this.#drawn < count ? 0 : count;
    if (this.#drawn < count) this.#points.drawSample(renderer, this.#drawn);
    else this.#points.drawPart(renderer, 0, count);
  }

  #continue(renderer: WebGLRenderer): void {
    renderer.setRenderTarget(this.#back);
    if (this.#done === 0) renderer.clear();
    this.#drawn = Math.min(this.#budget.count, this.#points.count - this.#done);
    this.#points.drawPart(renderer, this.#done, this.#drawn);
    this.#done += this.#drawn;
    if (!this.complete) return;
    const shown = this.#front;
    this.#front = this.#back;
    this.#back = shown;
  }
}

function target(): WebGLRenderTarget {
  return new WebGLRenderTarget(1, 1, {
    minFilter: NearestFilter,
    magFilter: NearestFilter,
    depthBuffer: false,
    generateMipmaps: false,
  });
}
