import type { ReadOptions } from './reader.ts';

/** Everything that becomes one dataset: counts of one or several samples, and what other files say of their cells. */
export interface ImportSource extends Pick<ReadOptions, 'splicedLayer' | 'unsplicedLayer'> {
  /** At least one; the cells of several are put below each other. */
  counts: readonly CountsFile[];
  /** Files with annotations of the cells, whose barcodes may be written otherwise than those of the counts. */
  annotations?: readonly string[];
  /** What becomes of cells that only the counts or only the annotations have; `refuse` unless told. */
  unmatched?: UnmatchedCells;
}

/** A file or folder with counts. */
export interface CountsFile {
  path: string;
  /** What its sample is called; taken from the file's name or its barcodes unless told. */
  sample?: string;
}

/**
 * `refuse`: there must be none. `drop`: only cells that both sides have are kept. `keep`: all cells with counts are kept,
 * those without annotation with missing values.
 */
export const UNMATCHED_CELLS = ['refuse', 'drop', 'keep'] as const;
export type UnmatchedCells = (typeof UNMATCHED_CELLS)[number];

/** One file or folder with counts and nothing beside it. */
export function fileSource(path: string, options: Omit<ImportSource, 'counts'> = {}): ImportSource {
  return { ...options, counts: [{ path }] };
}
