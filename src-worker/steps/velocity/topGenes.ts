import type { DenseArray, StringArray } from '../../data/arrays.ts';

/** Names of the kept genes. */
export function keptGeneNames(names: StringArray, kept: DenseArray<Uint32Array>): string[] {
  return Array.from(kept.data, (g) => names.values[g]);
}

/** The genes with the highest scores, best first; equal scores keep the order of the genes. NaN is left out. */
export function topGenes(
  names: readonly string[],
  genes: ArrayLike<number>,
  scores: ArrayLike<number>,
  count: number,
): { names: string[]; scores: number[] } {
  const order = Array.from(genes, (_, k) => k)
    .filter((k) => !Number.isNaN(scores[k]))
    .sort((a, b) => scores[b] - scores[a] || a - b)
    .slice(0, count);
  return { names: order.map((k) => names[genes[k]]), scores: order.map((k) => scores[k]) };
}
