import type { DenseArray } from '../../../src-worker/data/arrays.ts';
import { fieldGrid } from '../../views/fieldGrid.ts';
import { packNumbers } from './pack.ts';
import type { GridField } from './payload.ts';

/** The field on its regular grid; undefined where the nodes span none. */
export function gridField(
  positions: DenseArray<Float32Array>,
  velocity: DenseArray<Float32Array>,
): GridField | undefined {
  const grid = fieldGrid(positions, velocity);
  return grid && { ...grid, mask: packNumbers(grid.mask, 'u8'), vectors: packNumbers(grid.vectors) };
}
