import type { VectorField } from '../../src-worker/drawing/vectorField.ts';

/** Nodes a side. */
export const SIDE = 41;
/** Pixels a side of the picture, which shows the whole field. */
export const SIZE = 320;
export const VIEW = { x: 20, y: 20, scale: 8 };

/** A field over [0, 40]² with the same vector everywhere, unknown within a square in the middle. */
export function uniformField([x, y]: readonly [x: number, y: number]): VectorField {
  const mask = new Uint8Array(SIDE * SIDE);
  const vectors = new Float32Array(2 * SIDE * SIDE);
  for (let node = 0; node < mask.length; node++) {
    const fromMiddle = Math.max(Math.abs((node % SIDE) - 20), Math.abs(Math.floor(node / SIDE) - 20));
    mask[node] = fromMiddle > 5 ? 1 : 0;
    vectors.set([x, y], 2 * node);
  }
  return { origin: [0, 0], spacing: [1, 1], columns: SIDE, rows: SIDE, mask, vectors };
}

/** Where {@link uniformField} is unknown, on both axes: up to half the way from the last unknown node to the first known one. */
export const UNKNOWN: [least: number, most: number] = [14.5, 25.5];

/** Of the whirl, in data units, on both axes. */
export const EXTENT = 40;

/** A field over [0, {@link EXTENT}]² that turns around its middle, known everywhere. */
export function whirlField(): VectorField {
  const field = uniformField([0, 0]);
  field.mask.fill(1);
  for (let node = 0; node < field.mask.length; node++)
    field.vectors.set(turning(node % SIDE, Math.floor(node / SIDE)), 2 * node);
  return field;
}

/** Cells spread over {@link whirlField}, each with its velocity there and a colour. */
export function whirlingCells(count: number): {
  positions: Float32Array;
  velocities: Float32Array;
  colors: Uint8Array;
} {
  const positions = new Float32Array(2 * count);
  const velocities = new Float32Array(2 * count);
  const colors = new Uint8Array(4 * count);
  for (let cell = 0; cell < count; cell++) {
    // Even over the square without chance: fractions of multiples of two irrational numbers.
    const x = EXTENT * ((cell * 0.7548776662466927) % 1);
    const y = EXTENT * ((cell * 0.5698402909980532) % 1);
    positions.set([x, y], 2 * cell);
    velocities.set(turning(x, y), 2 * cell);
    colors.set([cell % 256, 96, 160, 255], 4 * cell);
  }
  return { positions, velocities, colors };
}

function turning(x: number, y: number): [x: number, y: number] {
  return [(EXTENT / 2 - y) / EXTENT, (x - EXTENT / 2) / EXTENT];
}
