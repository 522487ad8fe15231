import type { DenseArray, SparseMatrix } from '../../data/arrays.ts';
import { defineKernel } from '../../kernels/kernel.ts';

export interface ProjectionArgs {
  /** Signed transitions, cells × cells; see `transitionMatrix` with `useNegative`. */
  transitions: SparseMatrix;
  /** Cells × dimensions. */
  positions: DenseArray<Float32Array>;
  /** Cells × dimensions, to be filled. */
  arrows: DenseArray<Float32Array>;
}

/**
 * Projects velocities on an embedding: arrow_i = Σ_j (T_ij − T̄_i)·(x_j − x_i)/‖x_j − x_i‖ over the transitions of cell
 * i to other cells, with T̄_i their mean (Bergen et al. 2020). Cells at the same place, or without a finite one, pull
 * in no direction.
 */
export const projectVelocity = defineKernel('embedding.projectVelocity', (args: ProjectionArgs, from, to) => {
  const { indptr, indices, data } = args.transitions;
  const positions = args.positions.data;
  const dimensions = args.positions.shape[1];
  const arrows = args.arrows.data;
  const step = new Float64Array(dimensions);
  const sum = new Float64Array(dimensions);
  for (let i = from; i < to; i++) {
    let total = 0;
    let count = 0;
    for (let p = indptr[i]; p < indptr[i + 1]; p++) {
      if (indices[p] === i) continue;
      total += data[p];
      count++;
    }
    const mean = count > 0 ? total / count : 0;
    sum.fill(0);
    const here = i * dimensions;
    for (let p = indptr[i]; p < indptr[i + 1]; p++) {
      const there = indices[p] * dimensions;
      if (there === here) continue;
      let squared = 0;
      for (let k = 0; k < dimensions; k++) {
        const d = positions[there + k] - positions[here + k];
        step[k] = d;
        squared += d * d;
      }
      if (!(squared > 0)) continue;
      const factor = (data[p] - mean) / Math.sqrt(squared);
      for (let k = 0; k < dimensions; k++) sum[k] += factor * step[k];
    }
    for (let k = 0; k < dimensions; k++) arrows[here + k] = sum[k];
  }
});

/**
 * Scales arrows in place so that their mean length is a third of the spacing that the cells would have on an even
 * square grid over the embedding (at least 10 cells a side): long enough to see, too short to overlap. One factor for
 * all cells: directions and relative lengths stay.
 */
export function scaleArrows(positions: DenseArray<Float32Array>, arrows: DenseArray<Float32Array>): void {
  const [cells, dimensions] = arrows.shape;
  let total = 0;
  for (let i = 0; i < cells; i++) {
    let squared = 0;
    for (let k = 0; k < dimensions; k++) squared += arrows.data[i * dimensions + k] ** 2;
    total += Math.sqrt(squared);
  }
  if (!(total > 0)) return;
  const spacing = extent(positions) / Math.max(10, Math.sqrt(cells));
  const factor = spacing / 3 / (total / cells);
  for (let p = 0; p < arrows.data.length; p++) arrows.data[p] *= factor;
}

/** The larger range of the first two dimensions, over finite positions. */
function extent({ shape: [cells, dimensions], data }: DenseArray<Float32Array>): number {
  let widest = 0;
  for (let k = 0; k < Math.min(2, dimensions); k++) {
    let min = Number.POSITIVE_INFINITY;
    let max = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < cells; i++) {
      const x = data[i * dimensions + k];
      if (x < min) min = x;
      if (x > max) max = x;
    }
    widest = Math.max(widest, max - min);
  }
  return widest;
}
