import { basename } from 'node:path';

import { dense, type DenseArray } from '../../data/arrays.ts';
import type { Column } from '../../data/dataset.ts';

/** Columns of numbers that together are an embedding, in the order of their dimensions. */
export interface EmbeddingColumns {
  /** As anndata calls it, e.g. `X_umap`. */
  name: string;
  columns: string[];
}

const KNOWN =
  /umap|t[_-]?sne|pca|^pc$|harmony|^lsi|^ica?$|^mds$|phate|diffmap|diffusion|^dc$|^dm$|^fa2?$|force|draw_graph|fitsne|scvi|mnn|embedding/i;
const NUMBERED = /^(.*[^\d _.-])[ _.-]*(\d+)$/;
const LETTERED = /^(.*[^ _.-])[ _.-]+([xy])$/i;
/** Loupe Browser names the columns of any projection so; which it is stands in the name of the file, if anywhere. */
const COORDINATE = /^([xy])([ _.-]?(?:coord(?:inate)?s?))$/i;

/**
 * Finds the columns that are coordinates of cells, as Seurat (UMAP_1, umap_1, tSNE_1, PC_1), scanpy (X_umap-0,
 * X_umap1), Cell Ranger (UMAP-1) and Loupe Browser (X Coordinate) name them. Two or more numbered without a gap from 0
 * or 1 make an embedding.
 */
export function findEmbeddings(columns: Record<string, Column>, path: string): EmbeddingColumns[] {
  const groups = new Map<string, { name: string; number: number }[]>();
  for (const [name, { kind }] of Object.entries(columns)) {
    if (kind !== 'numbers') continue;
    const dimension = dimensionOf(name, path);
    if (!dimension) continue;
    const group = groups.get(dimension.embedding) ?? [];
    group.push({ name, number: dimension.number });
    groups.set(dimension.embedding, group);
  }
  const found = Array.from(groups, ([name, dimensions]) => {
    const sorted = dimensions.toSorted((a, b) => a.number - b.number);
    const first = sorted[0].number;
    const whole = sorted.length > 1 && first <= 1 && sorted.every(({ number }, i) => number === first + i);
    return { name, columns: whole ? sorted.map((column) => column.name) : [] };
  });
  return found.filter((embedding) => embedding.columns.length > 0);
}

/** The columns of an embedding as one array, cells × dimensions. */
export function joinColumns(
  columns: Record<string, Column>,
  names: readonly string[],
): DenseArray<Float32Array> {
  const values = names.map((name) => columns[name]).filter((column) => column.kind === 'numbers');
  const cells = values[0].values.length;
  const joined = dense('f32', [cells, values.length]);
  values.forEach(({ values: coordinates }, dimension) => {
    for (let cell = 0; cell < cells; cell++)
      joined.data[cell * values.length + dimension] = coordinates[cell];
  });
  return joined;
}

function dimensionOf(column: string, path: string): { embedding: string; number: number } | undefined {
  const coordinate = COORDINATE.exec(column);
  if (coordinate) {
    const file = basename(path).toLowerCase();
    const kind = file.includes('umap') ? 'umap' : /t-?sne/.test(file) ? 'tsne' : 'embedding';
    return { embedding: `X_${kind}`, number: letterNumber(coordinate[1]) };
  }
  const match = NUMBERED.exec(column) ?? LETTERED.exec(column);
  if (!match) return undefined;
  const base = match[1].replace(/^X_/, '');
  if (!KNOWN.test(base)) return undefined;
  const number = /\d/.test(match[2]) ? Number(match[2]) : letterNumber(match[2]);
  return { embedding: `X_${usualName(base)}`, number };
}

function letterNumber(letter: string): number {
  return letter.toLowerCase() === 'x' ? 1 : 2;
}

function usualName(base: string): string {
  const name = base.toLowerCase().replaceAll(/[ .-]/g, '_');
  if (name === 'pc') return 'pca';
  if (name === 'dc' || name === 'dm') return 'diffmap';
  return name.replace(/t_?sne/, 'tsne');
}
