import { sharedArray, type DenseArray } from '../../data/arrays.ts';
import { defineKernel } from '../../kernels/kernel.ts';

/** Cells sorted into square bins as wide as the kernel reaches, so that few cells are looked at for each point. */
export interface BinnedCells {
  /** Corner of the first bin, and the width of all. */
  left: number;
  bottom: number;
  width: number;
  columns: number;
  rows: number;
  /** Where each bin starts among the sorted cells. */
  starts: Uint32Array;
  /** x, y, and the arrow's two components of each cell, bin after bin. */
  cells: Float64Array;
}

/** How far the Gaussian is followed, in bandwidths: beyond, a cell weighs less than 0.1 % of one at the point. */
const REACH = 3.75;

/** Sorts the cells with a finite position and arrow (both cells × 2) for a kernel of that bandwidth. */
export function binCells(
  positions: DenseArray<Float32Array>,
  arrows: DenseArray<Float32Array>,
  bandwidth: number,
): BinnedCells {
  const width = REACH * bandwidth;
  const [x, v] = [positions.data, arrows.data];
  const kept: number[] = [];
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < positions.shape[0]; i++) {
    if (!Number.isFinite(x[2 * i] + x[2 * i + 1] + v[2 * i] + v[2 * i + 1])) continue;
    kept.push(i);
    left = Math.min(left, x[2 * i]);
    right = Math.max(right, x[2 * i]);
    bottom = Math.min(bottom, x[2 * i + 1]);
    top = Math.max(top, x[2 * i + 1]);
  }
  const columns = kept.length > 0 ? Math.floor((right - left) / width) + 1 : 0;
  const rows = kept.length > 0 ? Math.floor((top - bottom) / width) + 1 : 0;
  const binOf = (i: number): number =>
    Math.floor((x[2 * i + 1] - bottom) / width) * columns + Math.floor((x[2 * i] - left) / width);
  const starts = sharedArray('u32', columns * rows + 1);
  for (const i of kept) starts[binOf(i) + 1]++;
  for (let b = 0; b < columns * rows; b++) starts[b + 1] += starts[b];
  const next = starts.slice();
  const cells = sharedArray('f64', 4 * kept.length);
  for (const i of kept) {
    const q = next[binOf(i)]++;
    cells.set([x[2 * i], x[2 * i + 1], v[2 * i], v[2 * i + 1]], 4 * q);
  }
  return { left, bottom, width, columns, rows, starts, cells };
}

export interface FieldArgs {
  binned: BinnedCells;
  bandwidth: number;
  /** x, y of each point. */
  points: Float64Array;
  /** Per point: the mass, and the two components of the mean arrow; to be filled. */
  field: Float64Array;
}

/**
 * The Gaussian-weighted mean arrow at each point, and the mass Σ exp(−d²/2h²): the number of cells, as if all lay at
 * the point itself. Points that no cell is near have mass and arrow 0.
 */
export const gaussianField = defineKernel('embedding.gaussianField', (args: FieldArgs, from, to) => {
  const { bandwidth, points, field } = args;
  const { left, bottom, width, columns, rows, starts, cells } = args.binned;
  const scale = -0.5 / (bandwidth * bandwidth);
  const reach = width * width;
  for (let i = from; i < to; i++) {
    const x = points[2 * i];
    const y = points[2 * i + 1];
    const column = Math.floor((x - left) / width);
    const row = Math.floor((y - bottom) / width);
    let mass = 0;
    let vx = 0;
    let vy = 0;
    for (let r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 1); r++) {
      for (let c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 1); c++) {
        const end = 4 * starts[r * columns + c + 1];
        for (let q = 4 * starts[r * columns + c]; q < end; q += 4) {
          const dx = cells[q] - x;
          const dy = cells[q + 1] - y;
          const squared = dx * dx + dy * dy;
          if (squared > reach) continue;
          const weight = Math.exp(scale * squared);
          mass += weight;
          vx += weight * cells[q + 2];
          vy += weight * cells[q + 3];
        }
      }
    }
    field[3 * i] = mass;
    field[3 * i + 1] = mass > 0 ? vx / mass : 0;
    field[3 * i + 2] = mass > 0 ? vy / mass : 0;
  }
});
