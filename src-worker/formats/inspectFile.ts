import { DataError } from '../data/errors.ts';
import { readerFor } from './readDataset.ts';
import type { ReadOptions } from './reader.ts';
import { emptySummary, type FileSummary } from './summary/summary.ts';

/**
 * Says what a file holds, without loading more than it must. A file that cannot be read gives a summary whose
 * `error` says why; nothing is thrown for that.
 */
export async function inspectFile(path: string, options: ReadOptions = {}): Promise<FileSummary> {
  try {
    return await (await readerFor(path)).inspect(path, options);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return { ...emptySummary(path), error: error.message };
  }
}
