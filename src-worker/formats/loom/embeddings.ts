import { dense, denseFrom, type DenseArray } from '../../data/arrays.ts';
import type { Hdf5File } from '../hdf5/file.ts';
import { readNumbers } from '../hdf5/numbers.ts';
import type { Attributes } from './attributes.ts';

/** An embedding in a loom file: one attribute with several numbers a cell, or two with one each. */
export interface LoomEmbedding {
  /** As anndata calls it, e.g. `X_umap`. */
  name: string;
  columns: number;
  from: { item: string } | { axes: [string, string] };
}

/**
 * The embeddings among the attributes of cells: arrays of several columns under their own name, and pairs of columns
 * that say UMAP or t-SNE (UMAP1 and UMAP2, tSNE_1 and tSNE_2, umap_x and umap_y, …). The pair _X and _Y does not say
 * what it is: it stays two columns, with a note.
 */
export function findEmbeddings({ columns, wide, warnings }: Attributes): LoomEmbedding[] {
  const found: LoomEmbedding[] = wide.map(({ name, item, width }) => ({
    name: embeddingName(name),
    columns: width,
    from: { item },
  }));
  const numeric = Object.keys(columns).filter((name) => columns[name].kind === 'numbers');
  for (const [name, method] of [
    ['X_umap', 'umap'],
    ['X_tsne', 't-?sne'],
  ]) {
    const axis = (which: string): string | undefined =>
      numeric.find((one) => new RegExp(`^(X_)?${method}[-_. ]?${which}$`, 'i').test(one));
    for (const [first, second] of [
      ['1', '2'],
      ['x', 'y'],
      ['0', '1'],
    ]) {
      const axes = [axis(first), axis(second)];
      if (axes[0] === undefined || axes[1] === undefined || found.some((one) => one.name === name)) continue;
      found.push({ name, columns: 2, from: { axes: [axes[0], axes[1]] } });
    }
  }
  if (numeric.includes('_X') && numeric.includes('_Y') && found.length === 0)
    warnings.push(
      'The coordinates _X and _Y do not say which embedding they are: they were read as columns of the cell table.',
    );
  return found;
}

/** The numbers of an embedding, cells × columns. */
export function readEmbedding(
  file: Hdf5File,
  { columns }: Attributes,
  { from, columns: width }: LoomEmbedding,
  cells: number,
): DenseArray<Float32Array> {
  if ('item' in from) return denseFrom('f32', readNumbers(file, from.item), [cells, width]);
  const out = dense('f32', [cells, 2]);
  from.axes.forEach((name, axis) => {
    const column = columns[name];
    if (column.kind !== 'numbers') return;
    for (let c = 0; c < cells; c++) out.data[2 * c + axis] = column.values[c];
  });
  return out;
}

function embeddingName(name: string): string {
  const method = /^(X_)?(umap|t-?sne|pca)$/i.exec(name)?.[2];
  return method ? `X_${method.toLowerCase().replace('-', '')}` : name;
}
