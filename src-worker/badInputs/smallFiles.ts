import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { SparseMatrix } from '../data/arrays.ts';
import { sparseFromDense } from '../data/sparse.ts';
import type { AnnData } from '../formats/h5ad/annData.ts';
import { writeH5ad } from '../formats/h5ad/write.ts';
import { createHdf5, type Hdf5Writer } from '../formats/hdf5/writer.ts';

export const CELLS = ['AAACCTGAGAAACCAT', 'AAACCTGAGCTGAAAT', 'AAACCTGCATTGGTAC', 'AAACGGGTCGGCGCAT'];
export const GENES = ['Actb', 'Sox2', 'Neurog3', 'Ins1', 'Gcg'];
/** Cells × genes. */
const SPLICED = [4, 1, 2, 0, 3, 5, 0, 1, 5, 0, 1, 2, 6, 0, 1, 3, 3, 0, 2, 2];
const UNSPLICED = [1, 0, 1, 0, 1, 2, 0, 0, 1, 0, 0, 1, 2, 0, 0, 1, 1, 0, 0, 1];

/** Counts of {@link CELLS} × {@link GENES} as they should be, but for the values given by position. */
export function spliced(changes: Record<number, number> = {}): SparseMatrix<Float32Array> {
  return sparseFromDense(Object.assign([...SPLICED], changes), CELLS.length, GENES.length);
}

export function unspliced(changes: Record<number, number> = {}): SparseMatrix<Float32Array> {
  return sparseFromDense(Object.assign([...UNSPLICED], changes), CELLS.length, GENES.length);
}

/** An h5ad file that can be used, but for what `changes` says; gives its path. */
export async function smallH5ad(
  folder: string,
  changes: Partial<AnnData> = {},
  name = 'counts.h5ad',
): Promise<string> {
  const path = join(folder, name);
  await writeH5ad(path, {
    obs: { index: CELLS, columns: {} },
    var: { index: GENES, columns: {} },
    layers: { spliced: spliced(), unspliced: unspliced() },
    ...changes,
  });
  return path;
}

/** An HDF5 file with whatever `fill` writes; gives its path. */
export async function smallHdf5(
  folder: string,
  name: string,
  fill: (writer: Hdf5Writer) => void,
): Promise<string> {
  const path = join(folder, name);
  const writer = await createHdf5(path, [], 1);
  fill(writer);
  writer.close();
  return path;
}

/** A loom file that can be used, but for what `changes` says; gives its path. */
export function smallLoom(
  folder: string,
  changes: {
    layers?: Record<string, number[]>;
    layerGenes?: number;
    geneAttribute?: string;
    cellNames?: string[];
    name?: string;
  } = {},
): Promise<string> {
  const { layers = { spliced: SPLICED, unspliced: UNSPLICED }, layerGenes = GENES.length } = changes;
  const cells = CELLS.length;
  return smallHdf5(folder, changes.name ?? 'counts.loom', (writer) => {
    const genesByCells = (values: number[]) => (from: number, to: number) =>
      Float32Array.from({ length: (to - from) * cells }, (_, i) => {
        const gene = from + Math.floor(i / cells);
        return values[(i % cells) * GENES.length + gene];
      });
    writer.numbers('matrix', [GENES.length, cells], genesByCells(SPLICED));
    writer.group('layers');
    for (const [name, values] of Object.entries(layers))
      writer.numbers(`layers/${name}`, [layerGenes, cells], genesByCells(values));
    writer.strings(`row_attrs/${changes.geneAttribute ?? 'Gene'}`, GENES);
    writer.strings('col_attrs/CellID', changes.cellNames ?? CELLS.map((cell) => `sample:${cell}x`));
  });
}

/** A folder of matrices that can be used (genes × cells), in which the given files differ, or are missing (null). */
export function smallFolder(folder: string, changes: Record<string, string | Buffer | null> = {}): string {
  const files: Record<string, string | Buffer | null> = {
    'barcodes.tsv': lines(CELLS),
    'features.tsv': lines(GENES),
    'spliced.mtx': mtxOf(SPLICED),
    'unspliced.mtx': mtxOf(UNSPLICED),
    ...changes,
  };
  for (const [name, contents] of Object.entries(files))
    if (contents !== null) writeInto(folder, name, contents);
  return folder;
}

/** A matrix in the Matrix Market format, of the lines that follow its banner. */
export function mtx(...rows: string[]): string {
  return lines(['%%MatrixMarket matrix coordinate integer general', ...rows]);
}

/** Writes a file, with the folders it lies in; gives its path. */
export function writeInto(folder: string, name: string, contents: string | Buffer): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, contents);
  return path;
}

export function lines(rows: readonly string[]): string {
  return `${rows.join('\n')}\n`;
}

function mtxOf(values: number[]): string {
  const entries = values.flatMap((value, i) =>
    value === 0 ? [] : [`${(i % GENES.length) + 1} ${Math.floor(i / GENES.length) + 1} ${value}`],
  );
  return mtx(`${GENES.length} ${CELLS.length} ${entries.length}`, ...entries);
}
