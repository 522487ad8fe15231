import type { SparseMatrix } from '../../data/arrays.ts';

/** The connected part of a symmetric graph that each node belongs to, numbered in the order of their first nodes. */
export function components({ rows, indptr, indices, data }: SparseMatrix): Int32Array {
  const component = new Int32Array(rows).fill(-1);
  const queue = new Int32Array(rows);
  let count = 0;
  for (let start = 0; start < rows; start++) {
    if (component[start] >= 0) continue;
    let filled = 1;
    queue[0] = start;
    component[start] = count;
    for (let head = 0; head < filled; head++) {
      const i = queue[head];
      for (let p = indptr[i]; p < indptr[i + 1]; p++) {
        const j = indices[p];
        if (data[p] === 0 || component[j] >= 0) continue;
        component[j] = count;
        queue[filled++] = j;
      }
    }
    count++;
  }
  return component;
}
