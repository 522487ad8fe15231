import type { DenseArray } from '../../src-worker/data/arrays.ts';

/** A velocity field on a regular grid. */
export interface FieldGrid {
  origin: [x: number, y: number];
  spacing: [x: number, y: number];
  columns: number;
  rows: number;
  /** One a node, row by row: 1 where there are cells enough. */
  mask: Uint8Array;
  /** (x, y) a node. */
  vectors: Float32Array;
}

/**
 * The regular grid that the nodes (nodes × 2, those with enough cells) were taken from, with a mask of which are there.
 * Undefined where they span no grid (fewer than two different x or y).
 */
export function fieldGrid(
  positions: DenseArray<Float32Array>,
  velocity: DenseArray<Float32Array>,
): FieldGrid | undefined {
  const nodes = positions.shape[0];
  const x = axis(positions.data, 0);
  const y = axis(positions.data, 1);
  if (!x || !y) return undefined;
  const mask = new Uint8Array(x.count * y.count);
  const vectors = new Float32Array(2 * mask.length);
  for (let k = 0; k < nodes; k++) {
    const column = Math.round((positions.data[2 * k] - x.origin) / x.spacing);
    const row = Math.round((positions.data[2 * k + 1] - y.origin) / y.spacing);
    const [vx, vy] = [velocity.data[2 * k], velocity.data[2 * k + 1]];
    if (!Number.isFinite(vx) || !Number.isFinite(vy)) continue;
    const node = row * x.count + column;
    mask[node] = 1;
    vectors[2 * node] = vx;
    vectors[2 * node + 1] = vy;
  }
  return {
    origin: [x.origin, y.origin],
    spacing: [x.spacing, y.spacing],
    columns: x.count,
    rows: y.count,
    mask,
    vectors,
  };
}

/** How many of the positions (x, y each) are nearer to each node than to any other; those beyond the grid count nowhere. */
export function cellsByNode(grid: FieldGrid, positions: Float32Array): Float32Array<ArrayBuffer> {
  const counts = new Float32Array(grid.columns * grid.rows);
  for (let p = 0; p < positions.length; p += 2) {
    const column = Math.round((positions[p] - grid.origin[0]) / grid.spacing[0]);
    const row = Math.round((positions[p + 1] - grid.origin[1]) / grid.spacing[1]);
    if (column >= 0 && column < grid.columns && row >= 0 && row < grid.rows)
      counts[row * grid.columns + column]++;
  }
  return counts;
}

interface Axis {
  origin: number;
  spacing: number;
  count: number;
}

/**
 * Origin and spacing of one coordinate of a regular grid. Coordinates of one grid line differ by rounding only, so
 * differences below a millionth of the range are not steps; the spacing is the smallest step, refined over the range.
 */
function axis(data: Float32Array, offset: 0 | 1): Axis | undefined {
  const sorted = data.filter((_, p) => p % 2 === offset).sort();
  const range = sorted[sorted.length - 1] - sorted[0];
  let step = Infinity;
  for (let i = 1; i < sorted.length; i++) {
    const gap = sorted[i] - sorted[i - 1];
    if (gap > range * 1e-5 && gap < step) step = gap;
  }
  if (!Number.isFinite(step)) return undefined;
  const steps = Math.round(range / step);
  return { origin: sorted[0], spacing: range / steps, count: steps + 1 };
}
