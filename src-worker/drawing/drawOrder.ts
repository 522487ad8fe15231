const SHUFFLE_SEED = 0x9e3779b9;
const STEPS = 65536;

/** The cells in the order in which they are drawn. */
export interface DrawOrder {
  cells: Uint32Array<ArrayBuffer>;
  /** Where the selected ones start; they come last and so lie above the others. */
  selectedFrom: number;
}

/**
 * The cells that have a place, in a fixed random order: any stretch of it is an unbiased sample of all of them. Cells without a
 * finite place are left out.
 *
 * @param positions (x, y) a cell.
 */
export function shuffledCells(positions: Float32Array): Uint32Array<ArrayBuffer> {
  const cells = new Uint32Array(positions.length / 2);
  let count = 0;
  for (let cell = 0; cell < cells.length; cell++)
    if (Number.isFinite(positions[2 * cell] + positions[2 * cell + 1])) cells[count++] = cell;
  let state = SHUFFLE_SEED;
  for (let k = count - 1; k > 0; k--) {
    // xorshift32: fast, and even enough to choose which cells to show first.
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const other = Math.floor(((state >>> 0) / 4294967296) * (k + 1));
    const cell = cells[k];
    cells[k] = cells[other];
    cells[other] = cell;
  }
  return cells.slice(0, count);
}

/** The same cells with the selected ones (1 a cell) last, each part in the order it had. */
export function selectedLast(cells: Uint32Array, selected: Uint8Array | undefined): DrawOrder {
  const out = new Uint32Array(cells.length);
  if (!selected) {
    out.set(cells);
    return { cells: out, selectedFrom: out.length };
  }
  let low = 0;
  let high = out.length;
  for (let k = 0; k < cells.length; k++) {
    const cell = cells[k];
    if (selected[cell]) out[--high] = cell;
    else out[low++] = cell;
  }
  // They were put in from the end.
  out.subarray(high).reverse();
  return { cells: out, selectedFrom: high };
}

/** The same cells with higher values later, to 1/65,536 of the range; cells without a value come first. */
export function byValue(cells: Uint32Array, values: ArrayLike<number>): Uint32Array {
  let lo = Infinity;
  let hi = -Infinity;
  for (let cell = 0; cell < values.length; cell++) {
    const value = values[cell];
    if (value < lo && value > -Infinity) lo = value;
    if (value > hi && value < Infinity) hi = value;
  }
  const perUnit = hi > lo ? (STEPS - 2) / (hi - lo) : 0;
  const stepOf = (value: number): number =>
    Number.isNaN(value) ? 0 : 1 + Math.min(Math.max(Math.floor((value - lo) * perUnit), 0), STEPS - 2);
  const next = new Uint32Array(STEPS + 1);
  const steps = new Uint16Array(cells.length);
  for (let k = 0; k < cells.length; k++) {
    steps[k] = stepOf(values[cells[k]]);
    next[steps[k] + 1]++;
  }
  for (let s = 0; s < STEPS; s++) next[s + 1] += next[s];
  const out = new Uint32Array(cells.length);
  for (let k = 0; k < cells.length; k++) out[next[steps[k]]++] = cells[k];
  return out;
}
