/** The name of a category, at its place in the embedding. */
export interface CategoryLabel {
  category: number;
  text: string;
  x: number;
  y: number;
}

/** With more clusters their names hide the cells; they then wait until asked for. */
export const MOST_NAMES = 24;

const LONGEST = 24;
/** Cells of a category that its median is taken of: more of them would not move it by a pixel. */
const ENOUGH = 4000;

/**
 * The name of every category, shortened if long, at the median of its cells; categories without cells are left out.
 *
 * @param positions (x, y) a cell; NaN where it has none
 * @param codes Place among the categories a cell, −1 for none
 */
export function categoryLabels(
  positions: Float32Array,
  codes: ArrayLike<number>,
  categories: readonly string[],
): CategoryLabel[] {
  const counts = new Uint32Array(categories.length);
  for (let i = 0; i < codes.length; i++)
    if (placed(positions, codes, i, categories.length)) counts[codes[i]]++;
  const members = Array.from(counts, (count) => new Uint32Array(Math.min(count, ENOUGH)));
  const seen = new Uint32Array(categories.length);
  const taken = new Uint32Array(categories.length);
  for (let i = 0; i < codes.length; i++) {
    if (!placed(positions, codes, i, categories.length)) continue;
    const c = codes[i];
    // Evenly spread over the category's cells.
    if (taken[c] < members[c].length && seen[c]++ * members[c].length >= taken[c] * counts[c])
      members[c][taken[c]++] = i;
  }
  return categories.flatMap((text, category) => {
    const cells = members[category].subarray(0, taken[category]);
    if (cells.length === 0) return [];
    return [
      { category, text: shortened(text), x: median(positions, cells, 0), y: median(positions, cells, 1) },
    ];
  });
}

function placed(positions: Float32Array, codes: ArrayLike<number>, cell: number, count: number): boolean {
  return codes[cell] >= 0 && codes[cell] < count && positions[2 * cell] + positions[2 * cell + 1] < Infinity;
}

function median(positions: Float32Array, cells: Uint32Array, axis: 0 | 1): number {
  return Float32Array.from(cells, (cell) => positions[2 * cell + axis]).sort()[cells.length >> 1];
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
