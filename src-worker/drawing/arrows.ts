import { speedPercentile, type VectorField } from './vectorField.ts';
import { boundsOf } from './view.ts';

/** Least distance between two arrows on screen, in CSS pixels. */
const BETWEEN_NODES = 22;
const BETWEEN_CELLS = 26;
const MOST_BINS = 4_000_000;
/** Arrows whose speeds tell how long the others are drawn. */
const SPEEDS = 20_000;

/** (x, y, dx, dy) an arrow, in data units: its middle, and the way from tail to tip. */
export type Arrows = Float32Array;

/** The scale that arrows are thinned for: by steps of √2, so that panning and small zooms change nothing. */
export function arrowLevel(scale: number): number {
  return 2 ** (Math.floor(2 * Math.log2(scale) + 1e-9) / 2);
}

/**
 * An arrow for each known node, or for every second, fourth … where they would lie too close at this scale (CSS pixels per data
 * unit). Length grows with the root of speed up to the distance between arrows at the field's 90th percentile.
 */
export function gridArrows(field: VectorField, scale: number): Arrows {
  const { origin, spacing, columns, rows, mask, vectors } = field;
  const finest = Math.min(spacing[0], spacing[1]);
  let stride = 1;
  while (finest * stride * scale < BETWEEN_NODES && stride < Math.max(columns, rows)) stride *= 2;
  const longest = 0.9 * finest * stride;
  const reference = speedPercentile(field, 0.9);
  const out: number[] = [];
  for (let row = 0; row < rows; row += stride)
    for (let column = 0; column < columns; column += stride) {
      const node = row * columns + column;
      if (mask[node] === 0) continue;
      const x = origin[0] + column * spacing[0];
      const y = origin[1] + row * spacing[1];
      pushArrow(out, x, y, vectors[2 * node], vectors[2 * node + 1], longest, reference);
    }
  return Float32Array.from(out);
}

/**
 * Arrows of cells, of as many as find room at this scale without touching: the first in `order` that is at least one
 * arrow's length from those already chosen. Cells that do not move or have no velocity have none.
 *
 * @param positions (x, y) a cell.
 * @param velocities (x, y) a cell, in data units.
 * @param order Cells in the order in which they are given room.
 * @param accept Which cells are shown.
 */
export function cellArrows(
  positions: Float32Array,
  velocities: Float32Array,
  order: Uint32Array,
  scale: number,
  accept: (cell: number) => boolean,
): Arrows {
  const speedOf = (cell: number): number => Math.hypot(velocities[2 * cell], velocities[2 * cell + 1]);
  const moves = (cell: number): boolean =>
    (velocities[2 * cell] !== 0 || velocities[2 * cell + 1] !== 0) &&
    Number.isFinite(velocities[2 * cell] + velocities[2 * cell + 1]);
  const chosen = spaced(positions, order, BETWEEN_CELLS / scale, (cell) => moves(cell) && accept(cell));
  const speeds = Float32Array.from(chosen.cells.slice(0, SPEEDS), speedOf).sort();
  const reference = speeds.length > 0 ? speeds[Math.round(0.9 * (speeds.length - 1))] : 0;
  const out: number[] = [];
  for (const cell of chosen.cells)
    pushArrow(
      out,
      positions[2 * cell],
      positions[2 * cell + 1],
      velocities[2 * cell],
      velocities[2 * cell + 1],
      0.95 * chosen.distance,
      reference,
    );
  return Float32Array.from(out);
}

/**
 * The accepted cells, taken in order, that keep at least `distance` from all taken before; more where the embedding is very
 * wide for it. Also the distance kept.
 */
function spaced(
  positions: Float32Array,
  order: Uint32Array,
  distance: number,
  accept: (cell: number) => boolean,
): { cells: number[]; distance: number } {
  const { left, right, bottom, top } = boundsOf(positions);
  const area = Math.max(right - left, distance) * Math.max(top - bottom, distance);
  const apart = Math.max(distance, Math.sqrt((2 * area) / MOST_BINS));
  // A bin this small has room for one cell only.
  const side = apart / Math.SQRT2;
  const columns = Math.floor((right - left) / side) + 1;
  const rows = Math.floor((top - bottom) / side) + 1;
  /** The cell taken in each bin, counted from 1. */
  const taken = new Uint32Array(columns * rows);
  const cells: number[] = [];
  const free = (x: number, y: number, column: number, row: number): boolean => {
    const [firstRow, lastRow] = [Math.max(row - 2, 0), Math.min(row + 2, rows - 1)];
    const [firstColumn, lastColumn] = [Math.max(column - 2, 0), Math.min(column + 2, columns - 1)];
    for (let r = firstRow; r <= lastRow; r++)
      for (let c = firstColumn; c <= lastColumn; c++) {
        const other = taken[r * columns + c] - 1;
        if (other < 0) continue;
        const dx = positions[2 * other] - x;
        const dy = positions[2 * other + 1] - y;
        if (dx * dx + dy * dy < apart * apart) return false;
      }
    return true;
  };
  for (let k = 0; k < order.length; k++) {
    const cell = order[k];
    const x = positions[2 * cell];
    const y = positions[2 * cell + 1];
    const column = Math.floor((x - left) / side);
    const row = Math.floor((y - bottom) / side);
    if (taken[row * columns + column] !== 0 || !accept(cell) || !free(x, y, column, row)) continue;
    taken[row * columns + column] = cell + 1;
    cells.push(cell);
  }
  return { cells, distance: apart };
}

function pushArrow(
  out: number[],
  x: number,
  y: number,
  vx: number,
  vy: number,
  longest: number,
  reference: number,
): void {
  const speed = Math.hypot(vx, vy);
  if (!(speed > 0)) return;
  const length = longest * Math.min(Math.sqrt(speed / reference), 1);
  out.push(x, y, (vx / speed) * length, (vy / speed) * length);
}
