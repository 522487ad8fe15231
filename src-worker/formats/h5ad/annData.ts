import type { CategoricalArray, DenseArray, SparseMatrix, StringArray } from '../../data/arrays.ts';
import type { Column } from '../../data/dataset.ts';

/** A dense matrix held gene by gene (`data[gene * cells + cell]`), written as cells × genes. */
export interface GeneMajorMatrix {
  kind: 'geneMajor';
  genes: number;
  cells: number;
  data: Float32Array | Float64Array;
}

export interface Dictionary {
  kind: 'dictionary';
  items: Record<string, Element>;
}

/** Anything that an h5ad file can hold under a name. */
export type Element =
  | DenseArray
  | SparseMatrix
  | GeneMajorMatrix
  | CategoricalArray
  | StringArray
  | { kind: 'booleans'; values: Uint8Array }
  | Dictionary
  | number
  | string
  | boolean;

export type Matrix = DenseArray | SparseMatrix | GeneMajorMatrix;

/** A function is asked for its matrix when its turn comes, X first, so that only one large matrix is held at a time. */
export type MatrixSource = Matrix | (() => Promise<Matrix>);

/** `obs` or `var`: the names of the rows, and columns of that length. */
export interface TableContents {
  index: string[];
  columns: Record<string, Column | DenseArray>;
}

/** What an h5ad file holds; matrices are cells × genes, or cells (genes) × whatever in `obsm` (`varm`). */
export interface AnnData {
  obs: TableContents;
  var: TableContents;
  X?: MatrixSource;
  layers?: Record<string, MatrixSource>;
  obsm?: Record<string, DenseArray>;
  varm?: Record<string, DenseArray>;
  obsp?: Record<string, SparseMatrix>;
  uns?: Record<string, Element>;
}

export function dictionary(items: Record<string, Element | undefined>): Dictionary {
  const present = Object.entries(items).filter((entry): entry is [string, Element] => entry[1] !== undefined);
  return { kind: 'dictionary', items: Object.fromEntries(present) };
}
