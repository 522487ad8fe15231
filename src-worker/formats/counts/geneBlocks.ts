import type { SparseMatrix } from '../../data/arrays.ts';

/** The types in which a dense block can be asked for. */
export type BlockConstructor = Uint16ArrayConstructor | Uint32ArrayConstructor | Float32ArrayConstructor;

/**
 * Gives layers of cells × genes gene by gene, as formats hold them that are dense and have a row a gene, without
 * transposing them: of each cell only the place is kept to which it was read.
 *
 * @param layers whose counts are added up, all of the same shape; one for the layer itself
 * @returns the genes `from` (inclusive) to `to` (exclusive) over all cells, row-major; blocks must be asked for in
 *   ascending order, each gene at most once
 */
export function geneBlocks<C extends BlockConstructor>(
  layers: readonly SparseMatrix<Float32Array>[],
  Constructor: C,
): (from: number, to: number) => InstanceType<C> {
  const cells = layers[0].rows;
  const places = layers.map(({ indptr }) => indptr.slice(0, cells));
  return (from, to) => {
    const block = new Constructor((to - from) * cells) as InstanceType<C>;
    for (const [which, { indptr, indices, data }] of layers.entries()) {
      const place = places[which];
      for (let cell = 0; cell < cells; cell++) {
        const end = indptr[cell + 1];
        let p = place[cell];
        while (p < end && indices[p] < from) p++;
        for (; p < end && indices[p] < to; p++) block[(indices[p] - from) * cells + cell] += data[p];
        place[cell] = p;
      }
    }
    return block;
  };
}
