import { Group, type WebGLRenderer } from 'three';

import { arrowLevel, cellArrows, gridArrows } from '../../src-worker/drawing/arrows.ts';
import { MOST_PARTICLES, paceOf } from '../../src-worker/drawing/particleRules.ts';
import { ArrowsPass } from './arrowsPass.ts';
import type { CameraUniforms } from './camera.ts';
import { FrameBudget } from './frameBudget.ts';
import type { Changes, Flow, SceneProps } from './sceneProps.ts';
import { StreamlinesPass } from './streamlinesPass.ts';
import { TrailsPass } from './trailsPass.ts';

const FEWEST_PARTICLES = 500;

/** The flow over the cells, in whichever way it is shown. */
export class FlowLayer {
  readonly object = new Group();
  readonly #streamlines: StreamlinesPass;
  readonly #trails: TrailsPass;
  readonly #arrows: ArrowsPass;
  readonly #budget: FrameBudget;
  #shown: Flow = 'off';
  #room = 0;
  #drawn = 0;
  #arrowsStale = true;
  #level = 0;

  /** @param timed Whether no more particles are drawn than a frame has time for. */
  constructor(camera: CameraUniforms, timed: boolean) {
    this.#budget = new FrameBudget(
      timed ? MOST_PARTICLES / 8 : MOST_PARTICLES,
      FEWEST_PARTICLES,
      MOST_PARTICLES,
    );
    this.#streamlines = new StreamlinesPass(camera);
    this.#trails = new TrailsPass(camera);
    this.#arrows = new ArrowsPass(camera);
    this.object.add(this.#streamlines.object, this.#arrows.object, this.#trails.object);
  }

  /** Particles drawn in the last frame. */
  get drawn(): number {
    return this.#drawn;
  }

  /** Takes the props that changed. */
  setProps(props: SceneProps, changed: Changes): void {
    const course = changed.field || changed.seed || changed.loop || changed.positions;
    if (changed.streamlines) this.#streamlines.setLines(props.streamlines);
    if (course) this.#trails.setField(props.field, paceOf(props.positions), props.seed, props.loop);
    if (changed.flowColor || changed.flowHalo)
      for (const pass of [this.#streamlines, this.#trails, this.#arrows])
        pass.setColors(props.flowColor, props.flowHalo);
    if (course || changed.view || changed.density)
      this.#room = this.#trails.roomAt(props.view.scale, props.density);
    if (changed.field || changed.positions || changed.cellVelocities || changed.colors || changed.flow)
      this.#arrowsStale = true;
    this.#shown = props.flow;
    this.#streamlines.object.visible = props.flow === 'lines';
    this.#trails.object.visible = props.flow === 'animated';
    this.#arrows.object.visible = props.flow === 'grid' || props.flow === 'cells';
  }

  /** The particles start anew; needed where the GPU has forgotten them. */
  restart(): void {
    this.#trails.restart();
  }

  /**
   * Makes ready what the next picture shows.
   *
   * @param order Cells in the order in which they are given room for an arrow.
   * @param dt Seconds that the particles move on.
   * @param sinceLast Milliseconds since the frame before, where that drew little but the flow.
   */
  prepare(
    renderer: WebGLRenderer,
    props: SceneProps,
    order: Uint32Array,
    dt: number,
    sinceLast: number | undefined,
  ): void {
    if (this.#shown === 'animated') {
      if (sinceLast !== undefined) this.#budget.learn(sinceLast, this.#drawn);
      this.#drawn = Math.min(this.#room, this.#budget.count);
      this.#trails.setCount(this.#drawn);
      this.#trails.step(renderer, this.#room, dt);
    } else if (this.#shown === 'grid' || this.#shown === 'cells') this.#thinArrows(props, order);
  }

  dispose(): void {
    this.#streamlines.dispose();
    this.#trails.dispose();
    this.#arrows.dispose();
  }

  #thinArrows(props: SceneProps, order: Uint32Array): void {
    const level = arrowLevel(props.view.scale);
    if (!this.#arrowsStale && level === this.#level) return;
    this.#arrowsStale = false;
    this.#level = level;
    const { field, positions, cellVelocities, colors } = props;
    if (this.#shown === 'grid')
      this.#arrows.setArrows(field ? gridArrows(field, level) : new Float32Array(0));
    else if (cellVelocities)
      this.#arrows.setArrows(
        cellArrows(positions, cellVelocities, order, level, (cell) => colors[4 * cell + 3] !== 0),
      );
    else this.#arrows.setArrows(new Float32Array(0));
  }
}
