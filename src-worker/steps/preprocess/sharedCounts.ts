import type { SparseMatrix } from '../../data/arrays.ts';

/**
 * For every gene, the sum of spliced and unspliced counts over those of `cells` in which both are above zero.
 * Both matrices are cells × genes with ascending columns in each row.
 */
export function sharedCounts(
  spliced: SparseMatrix,
  unspliced: SparseMatrix,
  cells: ArrayLike<number>,
): Float64Array {
  const sums = new Float64Array(spliced.cols);
  for (let c = 0; c < cells.length; c++) {
    const cell = cells[c];
    let p = spliced.indptr[cell];
    let q = unspliced.indptr[cell];
    const pEnd = spliced.indptr[cell + 1];
    const qEnd = unspliced.indptr[cell + 1];
    while (p < pEnd && q < qEnd) {
      const gene = spliced.indices[p];
      const other = unspliced.indices[q];
      if (gene < other) p++;
      else if (gene > other) q++;
      else {
        const s = spliced.data[p++];
        const u = unspliced.data[q++];
        if (s > 0 && u > 0) sums[gene] += s + u;
      }
    }
  }
  return sums;
}
