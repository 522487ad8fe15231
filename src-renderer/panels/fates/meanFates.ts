/**
 * Mean probability of each fate over the cells of the mask whose fates are known, and how many these are.
 *
 * @param probabilities Cells × fates; NaN where unknown
 * @param mask 1 a cell that counts
 */
export function meanFates(
  probabilities: ArrayLike<number>,
  fates: number,
  mask: Uint8Array,
): { cells: number; mean: number[] } {
  const sums = new Float64Array(fates);
  let cells = 0;
  for (let i = 0; i < mask.length && (i + 1) * fates <= probabilities.length; i++) {
    if (mask[i] === 0 || Number.isNaN(probabilities[i * fates])) continue;
    cells++;
    for (let f = 0; f < fates; f++) sums[f] += probabilities[i * fates + f];
  }
  return { cells, mean: Array.from(sums, (sum) => (cells > 0 ? sum / cells : NaN)) };
}
