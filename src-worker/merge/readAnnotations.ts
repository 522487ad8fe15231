import type { Annotations } from '../data/dataset.ts';
import { DataError } from '../data/errors.ts';
import { readerFor } from '../formats/readDataset.ts';

/**
 * What a file says of cells and genes, whatever its format.
 *
 * @throws DataError where the file cannot be read, or its format says nothing of cells beside their counts.
 */
export async function readAnnotations(path: string): Promise<Annotations> {
  const reader = await readerFor(path);
  if (reader.readAnnotations) return reader.readAnnotations(path);
  throw new DataError(
    `this is ${reader.title}, which gives no annotations of cells.`,
    { file: path },
    'Give annotations as .h5ad, or as a table (CSV or TSV) with barcodes in its first column.',
  );
}
