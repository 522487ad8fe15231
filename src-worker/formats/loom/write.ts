import type { SparseMatrix } from '../../data/arrays.ts';
import type { Column, Dataset } from '../../data/dataset.ts';
import { geneBlocks, type BlockConstructor } from '../counts/geneBlocks.ts';
import type { WriteOptions } from '../files/writeOptions.ts';
import { writeHdf5 } from '../hdf5/writeHdf5.ts';
import type { Hdf5Writer } from '../hdf5/writer.ts';
import { storableNames } from '../names/storableNames.ts';
import { writeAttributes } from './writeAttributes.ts';

const SPECIFICATION = '3.0.0';

/** As loompy has it: tools that read a few genes or cells unpack few chunks. */
const CHUNK_SIDE = 64;
const GZIP_LEVEL = 2;

/** What h5ad files of 10x data call the accessions of genes, which loom files have as `Accession`. */
const GENE_IDS = 'gene_ids';

/**
 * Writes a dataset as a loom file of version 3 (http://linnarssonlab.org/loompy/format) with the names that velocyto
 * gives: layers genes × cells, their sum as the main matrix, `Gene`, `Accession` and `CellID`. Embeddings are
 * attributes of cells under their own names, where anndata looks for them. The matrices are dense in the file but made
 * in blocks. The file appears under its name only when it is whole.
 *
 * @returns what the format has no place for, in sentences
 * @throws DataError where the place cannot be written to.
 */
export async function writeLoom(
  path: string,
  dataset: Dataset,
  { checkpoint }: WriteOptions = {},
): Promise<string[]> {
  await writeHdf5(path, { level: GZIP_LEVEL, checkpoint }, (writer) => {
    writeContents(writer, dataset);
  });
  const pairwise = Object.keys(dataset.obsp);
  return pairwise.length > 0
    ? [
        `Loom files have no place for ${pairwise.join(' and ')}: ${pairwise.length > 1 ? 'they were' : 'it was'} left out.`,
      ]
    : [];
}

function writeContents(
  writer: Hdf5Writer,
  { cellNames, geneNames, layers, obs, obsm, ...rest }: Dataset,
): void {
  const counts = Object.values(layers);
  writeMatrix(writer, 'matrix', counts, Float32Array);
  for (const [name, layer] of Object.entries(storableNames(layers, [])))
    writeMatrix(writer, `layers/${name}`, [layer], smallestType(layer));
  writeAttributes(writer, 'row_attrs', {
    nameItem: 'Gene',
    names: geneNames,
    columns: withAccession(rest.var),
    wide: {},
  });
  writeAttributes(writer, 'col_attrs', { nameItem: 'CellID', names: cellNames, columns: obs, wide: obsm });
  writer.group('row_graphs');
  writer.group('col_graphs');
  writer.strings('attrs/LOOM_SPEC_VERSION', SPECIFICATION);
}

function writeMatrix(
  writer: Hdf5Writer,
  item: string,
  layers: readonly SparseMatrix<Float32Array>[],
  Constructor: BlockConstructor,
): void {
  const { rows: cells, cols: genes } = layers[0];
  const chunks = [Math.min(CHUNK_SIDE, genes), Math.min(CHUNK_SIDE, cells)];
  writer.numbers(item, [genes, cells], geneBlocks(layers, Constructor), { chunks });
}

/** Of velocyto's two types the one that holds the layer. */
function smallestType({ data }: SparseMatrix<Float32Array>): BlockConstructor {
  return data.every((value) => value < 2 ** 16) ? Uint16Array : Uint32Array;
}

/** loompy joins files by their accessions. */
function withAccession(columns: Readonly<Record<string, Column>>): Record<string, Column> {
  const ids = columns[GENE_IDS];
  return 'Accession' in columns || ids?.kind !== 'strings' ? { ...columns } : { ...columns, Accession: ids };
}
