import type { DenseArray, SparseMatrix } from '../../data/arrays.ts';
import type { Column } from '../../data/dataset.ts';
import { dictionary, type Dictionary, type Element } from './annData.ts';

/** The colours of categorical columns as scanpy keeps them in `uns`: `<column>_colors`. */
export function columnColors(
  columns: Readonly<Record<string, Column | DenseArray>>,
): Record<string, Element> {
  const uns: Record<string, Element> = {};
  for (const [name, column] of Object.entries(columns))
    if (column.kind === 'categorical' && column.colors)
      uns[`${name}_colors`] = { kind: 'strings', values: column.colors };
  return uns;
}

/**
 * `uns['neighbors']`, by which scanpy and scVelo find the graphs in `obsp` and know how large the neighbourhoods are.
 *
 * @param parameters more of them, where they are known
 */
export function neighborSettings(
  distances: SparseMatrix,
  parameters: Record<string, Element | undefined> = {},
): Dictionary {
  return dictionary({
    connectivities_key: 'connectivities',
    distances_key: 'distances',
    params: dictionary({ n_neighbors: largestNeighborhood(distances), method: 'umap', ...parameters }),
  });
}

/** Most neighbours of any cell, the cell itself included, as scanpy counts them. */
function largestNeighborhood({ indptr }: SparseMatrix): number {
  let most = 0;
  for (let i = 1; i < indptr.length; i++) most = Math.max(most, indptr[i] - indptr[i - 1]);
  return most + 1;
}
