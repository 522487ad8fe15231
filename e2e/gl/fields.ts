import type { VectorField } from '../../src-renderer/gl/vectorField.ts';

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
