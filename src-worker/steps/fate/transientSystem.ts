import { sharedMemory } from '../../kernels/wasm/sharedMemory.ts';
import { visitRow, type Chain } from './chain.ts';

/**
 * A = D − L − U = I − κ Q, Q the chain among the cells whose fate is unknown. Its rows are these cells from the most
 * downstream to the least, so that L holds the steps down the flow, which are most.
 */
export interface TransientSystem {
  /** Holds all but the cells; it can grow by what vectors need. */
  memory: WebAssembly.Memory;
  size: number;
  /** The cell of each row. */
  cells: Uint32Array;
  /** 1 − κ P_ii. */
  diagonal: Float64Array;
  /** Where each row begins among the values: those of L, and from `split` on those of U; columns in no order. */
  indptr: Uint32Array;
  split: Uint32Array;
  indices: Uint32Array;
  data: Float64Array;
}

const MOST_FOR_VECTORS = 2 ** 30;

/**
 * @param unknown 1 for every cell that is a row of the system
 * @param downstream larger is farther down the flow
 * @param keepOn κ, the chance a step that the chain goes on
 */
export function transientSystem(
  chain: Chain,
  unknown: Uint8Array,
  downstream: Float64Array,
  keepOn: number,
): TransientSystem {
  const cells = Uint32Array.from([...unknown.keys()].filter((i) => unknown[i] === 1));
  cells.sort((a, b) => downstream[b] - downstream[a] || a - b);
  const size = cells.length;
  const rank = new Int32Array(chain.cells).fill(-1);
  cells.forEach((cell, row) => (rank[cell] = row));

  const capacity = entriesOf(chain, cells);
  const { memory, at } = sharedMemory(
    {
      diagonal: 8 * size,
      indptr: 4 * (size + 1),
      split: 4 * size,
      indices: 4 * capacity,
      data: 8 * capacity,
    },
    MOST_FOR_VECTORS,
  );
  const { buffer } = memory;
  const diagonal = new Float64Array(buffer, at.diagonal, size).fill(1);
  const indptr = new Uint32Array(buffer, at.indptr, size + 1);
  const split = new Uint32Array(buffer, at.split, size);
  const indices = new Uint32Array(buffer, at.indices, capacity);
  const data = new Float64Array(buffer, at.data, capacity);
  const sums = new Float64Array(size);
  const touched = new Uint32Array(size);
  let count = 0;
  const collect = (cell: number, probability: number): void => {
    const column = rank[cell];
    if (column < 0 || probability === 0) return;
    if (sums[column] === 0) touched[count++] = column;
    sums[column] += probability;
  };
  let end = 0;
  const put = (column: number): void => {
    indices[end] = column;
    data[end++] = keepOn * sums[column];
  };
  for (let row = 0; row < size; row++) {
    count = 0;
    visitRow(chain, cells[row], collect);
    for (let q = 0; q < count; q++) if (touched[q] < row) put(touched[q]);
    split[row] = end;
    for (let q = 0; q < count; q++) if (touched[q] > row) put(touched[q]);
    indptr[row + 1] = end;
    diagonal[row] -= keepOn * sums[row];
    for (let q = 0; q < count; q++) sums[touched[q]] = 0;
  }
  return { memory, size, cells, diagonal, indptr, split, indices, data };
}

/** No more than this many values are in the rows of the cells. */
function entriesOf({ transition, connectivities }: Chain, cells: Uint32Array): number {
  let entries = 0;
  for (const i of cells)
    entries +=
      transition.indptr[i + 1] -
      transition.indptr[i] +
      connectivities.indptr[i + 1] -
      connectivities.indptr[i];
  return entries;
}
