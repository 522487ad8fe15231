import type { CategoricalArray, DenseArray, SparseMatrix } from './arrays.ts';

/** One column of a table: numbers (NaN where missing), categories (code −1 where missing) or text. */
export type Column =
  | { kind: 'numbers'; values: Float64Array }
  | { kind: 'booleans'; values: Uint8Array }
  | CategoricalArray
  | { kind: 'strings'; values: string[] };

/** What a file says of its cells and genes beside their counts. */
export interface Annotations {
  source: { path: string; format: string };
  cellNames: string[];
  geneNames: string[];
  obs: Record<string, Column>;
  var: Record<string, Column>;
  /** Cells × something, e.g. X_pca, X_umap. */
  obsm: Record<string, DenseArray<Float32Array>>;
  /** Cells × cells, e.g. connectivities, distances. */
  obsp: Record<string, SparseMatrix<Float32Array>>;
  /** What the reader noticed and the user should know. */
  warnings: string[];
}

/** Everything that a reader found in a file, in memory: counts and what other tools computed from them. */
export interface Dataset extends Annotations {
  /** Cells × genes; always has `spliced` and `unspliced`, whole non-negative numbers. */
  layers: Record<string, SparseMatrix<Float32Array>>;
}
