import * as h5wasm from 'h5wasm/node';

import { denseFrom, type DenseArray, type SparseMatrix } from '../data/arrays.ts';

/** scVelo's results on the bundled reference data, by name. */
export interface Reference {
  cells: number;
  genes: number;
  /** A layer as genes × cells. */
  layer(name: string): DenseArray<Float32Array>;
  /** The same in the precision it was stored in. */
  layer64(name: string): DenseArray<Float64Array>;
  obs(name: string): Float64Array;
  var(name: string): Float64Array;
  obsm(name: string): DenseArray<Float64Array>;
  /** A cells × cells (or, for raw counts in `layers/…`, cells × genes) sparse matrix. */
  sparse(path: string): SparseMatrix<Float64Array>;
  close(): void;
}

/** Opens the reference file; the path is that of resources/reference/dentategyrus_100obs.scvelo.h5ad. */
export async function openReference(path: string): Promise<Reference> {
  await h5wasm.ready;
  const file = new h5wasm.File(path, 'r');
  const numbers = (name: string): Float64Array => {
    const item = file.get(name);
    if (!(item instanceof h5wasm.Dataset)) throw new Error(`${path} has no array ${name}`);
    return Float64Array.from(item.value as ArrayLike<number | bigint>, Number);
  };
  const shape = (name: string): number[] => (file.get(name) as h5wasm.Dataset).shape ?? [];
  const [cells, genes] = shape('layers/Ms');
  const byGene = (name: string): Float64Array => {
    const values = numbers(`layers/${name}`);
    return Float64Array.from(
      { length: values.length },
      (_, p) => values[(p % cells) * genes + Math.floor(p / cells)],
    );
  };
  return {
    cells,
    genes,
    layer: (name) => denseFrom('f32', byGene(name), [genes, cells]),
    layer64: (name) => denseFrom('f64', byGene(name), [genes, cells]),
    obs: (name) => numbers(`obs/${name}`),
    var: (name) => numbers(`var/${name}`),
    obsm: (name) => denseFrom('f64', numbers(`obsm/${name}`), shape(`obsm/${name}`)),
    sparse(name) {
      const indptr = Uint32Array.from(numbers(`${name}/indptr`));
      return {
        kind: 'sparse',
        rows: cells,
        cols: name.startsWith('layers/') ? genes : cells,
        indptr,
        indices: Uint32Array.from(numbers(`${name}/indices`)),
        data: numbers(`${name}/data`),
      };
    },
    close: () => void file.close(),
  };
}
