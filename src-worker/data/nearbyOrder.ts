import { sharedArray } from './arrays.ts';

/** Cells whose rows stay near the processor. */
const GROUP = 256;

/**
 * The cells in an order in which near ones stand together, so that cells that are worked on one after the other look at
 * the same others: groups of `size`, each a cell and those that are first reached from it, next to the groups before.
 */
export function nearbyOrder(
  { indptr, indices }: { indptr: Uint32Array; indices: Uint32Array },
  size = GROUP,
): Uint32Array {
  const cells = indptr.length - 1;
  const order = sharedArray('u32', cells);
  const placed = new Uint8Array(cells);
  let count = 0;
  const place = (i: number): void => {
    placed[i] = 1;
    order[count++] = i;
  };
  // The first cell whose neighbours may not all be placed, and the first that is not placed itself.
  let open = 0;
  let fresh = 0;
  while (count < cells) {
    let seed = -1;
    for (; open < count && seed < 0; open += seed < 0 ? 1 : 0)
      for (let p = indptr[order[open]]; p < indptr[order[open] + 1] && seed < 0; p++)
        if (placed[indices[p]] === 0) seed = indices[p];
    if (seed < 0) {
      while (placed[fresh] === 1) fresh++;
      seed = fresh;
    }
    const end = Math.min(cells, count - (count % size) + size);
    let head = count;
    place(seed);
    for (; head < count && count < end; head++)
      for (let p = indptr[order[head]]; p < indptr[order[head] + 1] && count < end; p++)
        if (placed[indices[p]] === 0) place(indices[p]);
  }
  return order;
}

/** Those of the cells in that order that are chosen. */
export function chosenInOrder(order: Uint32Array, chosen: Uint32Array): Uint32Array {
  const inside = new Uint8Array(order.length);
  for (const cell of chosen) inside[cell] = 1;
  return order.filter((cell) => inside[cell] === 1);
}
