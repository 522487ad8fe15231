import type { Dataset } from '../data/dataset.ts';
import { DataError } from '../data/errors.ts';
import { inspectFile, readDataset, type FileSummary, type ImportSource } from '../formats/index.ts';

/**
 * Reads what becomes one dataset.
 *
 * @throws DataError where a file cannot be used, or the files do not fit together.
 */
export async function readImport(source: ImportSource, checkpoint?: () => void): Promise<Dataset> {
  return readDataset(onlyFile(source), { ...layersOf(source), checkpoint });
}

/** Says what {@link readImport} would give; what stands against it is told in `error`. */
export async function inspectImport(source: ImportSource): Promise<FileSummary> {
  return inspectFile(onlyFile(source), layersOf(source));
}

function layersOf({
  splicedLayer,
  unsplicedLayer,
}: ImportSource): Pick<ImportSource, 'splicedLayer' | 'unsplicedLayer'> {
  return { splicedLayer, unsplicedLayer };
}

function onlyFile({ counts, annotations = [] }: ImportSource): string {
  if (counts.length === 1 && annotations.length === 0) return counts[0].path;
  throw new DataError('several files cannot be put together yet.', {}, 'Import them one by one.');
}
