import type { Dataset } from '../data/dataset.ts';
import { writeCsv } from './csv/write.ts';
import type { DatasetFormat } from './datasetFormat.ts';
import type { WriteOptions } from './files/writeOptions.ts';
import { datasetAnnData } from './h5ad/datasetAnnData.ts';
import { writeH5ad } from './h5ad/write.ts';
import { writeLoom } from './loom/write.ts';

/**
 * Writes a dataset, whole or not at all: its counts and all that is said of its cells and genes.
 *
 * @returns what the format has no place for, in sentences
 * @throws DataError where the place is taken or cannot be written to.
 */
export async function writeDataset(
  dataset: Dataset,
  path: string,
  format: DatasetFormat,
  options: WriteOptions = {},
): Promise<string[]> {
  switch (format) {
    case 'h5ad':
      await writeH5ad(path, datasetAnnData(dataset), options);
      return [];
    case 'loom':
      return writeLoom(path, dataset, options);
    case 'csv':
      return writeCsv(path, dataset, options);
  }
}
