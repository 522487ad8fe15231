import { sharedArray, type SparseMatrix } from '../../data/arrays.ts';
import { rowSums } from '../../data/sparse.ts';

/**
 * (1 − weight) T + weight K, where K is undirected diffusion over the neighbour graph: its weights divided by the
 * density (sum of weights) at both ends, diagonal left out, rows scaled to 1 (Coifman and Lafon 2006; as CellRank's
 * connectivity kernel). `matrix` and `connectivities` are cells × cells, `weight` is in [0, 1].
 *
 * Rows keep their sum where a cell has neighbours; a cell without neighbours keeps its row of T, and a cell whose row
 * of T is empty diffuses only.
 */
export function mixWithDiffusion(
  matrix: SparseMatrix<Float32Array>,
  connectivities: SparseMatrix,
  weight: number,
): SparseMatrix<Float32Array> {
  const cells = matrix.rows;
  const density = rowSums(connectivities);
  const sums = diffusionSums(connectivities, density);
  const row = new Float64Array(cells);
  const touched = new Uint32Array(cells);
  const seen = new Uint8Array(cells);
  const indptr = sharedArray('u32', cells + 1);
  const most = matrix.indices.length + connectivities.indices.length;
  const indices = new Uint32Array(most);
  const data = new Float32Array(most);
  let length = 0;
  for (let i = 0; i < cells; i++) {
    let count = 0;
    const add = (j: number, value: number): void => {
      if (seen[j] === 0) {
        seen[j] = 1;
        touched[count++] = j;
      }
      row[j] += value;
    };
    const directed = matrix.indptr[i + 1] > matrix.indptr[i];
    const share = sums[i] === 0 ? 0 : directed ? weight : 1;
    if (share < 1)
      for (let p = matrix.indptr[i]; p < matrix.indptr[i + 1]; p++)
        add(matrix.indices[p], (1 - share) * matrix.data[p]);
    if (share > 0)
      for (let p = connectivities.indptr[i]; p < connectivities.indptr[i + 1]; p++) {
        const j = connectivities.indices[p];
        if (j !== i && connectivities.data[p] > 0)
          add(j, (share * connectivities.data[p]) / (density[j] * sums[i]));
      }
    for (const j of touched.subarray(0, count).sort()) {
      indices[length] = j;
      data[length++] = row[j];
      row[j] = 0;
      seen[j] = 0;
    }
    indptr[i + 1] = length;
  }
  const out = { indices: sharedArray('u32', length), data: sharedArray('f32', length) };
  out.indices.set(indices.subarray(0, length));
  out.data.set(data.subarray(0, length));
  return { kind: 'sparse', rows: cells, cols: cells, indptr, ...out };
}

/** Σ_j C_ij / density_j over the other cells; the density of row i itself cancels when rows are scaled. */
function diffusionSums(connectivities: SparseMatrix, density: Float64Array): Float64Array {
  const sums = new Float64Array(connectivities.rows);
  for (let i = 0; i < connectivities.rows; i++)
    for (let p = connectivities.indptr[i]; p < connectivities.indptr[i + 1]; p++) {
      const j = connectivities.indices[p];
      if (j !== i && connectivities.data[p] > 0) sums[i] += connectivities.data[p] / density[j];
    }
  return sums;
}
