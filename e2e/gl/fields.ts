import type { VectorField } from '../../src-renderer/gl/vectorField.ts';

/** A field of 41 × 41 nodes over [0, 40]² with the same vector everywhere, unknown within a square in the middle. */
export function uniformField(vector: [x: number, y: number]): VectorField {
  const side = 41;
  const mask = new Uint8Array(side * side);
  const vectors = new Float32Array(2 * side * side);
  for (let node = 0; node < mask.length; node++) {
    const [x, y] = [node % side, Math.floor(node / side)];
    mask[node] = Math.max(Math.abs(x - 20), Math.abs(y - 20)) > 5 ? 1 : 0;
    vectors.set(vector, 2 * node);
  }
  return { origin: [0, 0], spacing: [1, 1], columns: side, rows: side, mask, vectors };
}

/** The square in which {@link uniformField} is unknown, as [least, most] of both axes: nodes at 15 and 25 are the last unknown ones. */
export const UNKNOWN: [least: number, most: number] = [14.5, 25.5];
