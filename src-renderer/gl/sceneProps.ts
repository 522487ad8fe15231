import type { Rgba } from '../../src-worker/drawing/strokes.ts';
import type { Lines } from '../../src-worker/drawing/lines.ts';
import type { VectorField } from '../../src-worker/drawing/vectorField.ts';
import type { View } from '../../src-worker/drawing/view.ts';
import type { Loop } from './particles.ts';

/**
 * How velocity is shown: particles that drift along the field, the run's streamlines, an arrow a node of the field, an arrow a
 * cell, or not at all.
 */
export type Flow = 'animated' | 'lines' | 'grid' | 'cells' | 'off';

/** Everything the scene draws from. An array counts as changed when it is another array. */
export interface SceneProps {
  /** (x, y) a cell. */
  positions: Float32Array;
  /** RGBA a cell; alpha 0 hides it. */
  colors: Uint8Array;
  /** A value a cell: cells of higher value lie above those of lower. Without it no cell has a better place than another. */
  order: ArrayLike<number> | undefined;
  /** 1 a selected cell; the others are dimmed. */
  selected: Uint8Array | undefined;
  /** In CSS pixels. */
  pointDiameter: number;
  field: VectorField | undefined;
  streamlines: Lines | undefined;
  /** (x, y) a cell, in data units; for cell arrows. */
  cellVelocities: Float32Array | undefined;
  flow: Flow;
  /** Stops all movement: particles and their trails stand where they are. */
  still: boolean;
  /** Of the particles' starts. */
  seed: number;
  /** Particles: times the usual number on the same area. */
  density: number;
  /** Has the particles come back to where they were, for a scene that is moved by `advance` alone. */
  loop: Loop | undefined;
  flowColor: Rgba;
  /** Drawn beside every line of the flow, to part it from the cells beneath; its colour is the background's. */
  flowHalo: Rgba;
  view: View;
  /** Of the canvas, in CSS pixels. */
  width: number;
  height: number;
  pixelRatio: number;
}

export const INITIAL_PROPS: Readonly<SceneProps> = {
  positions: new Float32Array(0),
  colors: new Uint8Array(0),
  order: undefined,
  selected: undefined,
  pointDiameter: 4,
  field: undefined,
  streamlines: undefined,
  cellVelocities: undefined,
  flow: 'off',
  still: false,
  seed: 1,
  density: 1,
  loop: undefined,
  flowColor: [0, 0, 0, 1],
  flowHalo: [1, 1, 1, 0],
  view: { x: 0, y: 0, scale: 1 },
  width: 0,
  height: 0,
  pixelRatio: 1,
};

/** Which props are others than before. */
export type Changes = Record<keyof SceneProps, boolean>;

/** None changed. */
export function noChanges(): Changes {
  return Object.fromEntries(Object.keys(INITIAL_PROPS).map((name) => [name, false])) as Changes;
}

/**
 * Puts the given props in place of those that were, and writes down which changed. The window gives props in every frame while it
 * pans, so that this makes no object.
 *
 * @returns whether any changed.
 */
export function takeProps(props: SceneProps, given: Partial<SceneProps>, changes: Changes): boolean {
  let any = false;
  for (const name in changes) changes[name as keyof SceneProps] = false;
  for (const key in given) {
    const name = key as keyof SceneProps;
    if (props[name] === given[name]) continue;
    put(props, given, name);
    changes[name] = true;
    any = true;
  }
  return any;
}

function put<Name extends keyof SceneProps>(props: SceneProps, given: Partial<SceneProps>, name: Name): void {
  props[name] = given[name] as SceneProps[Name];
}
