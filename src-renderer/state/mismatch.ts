import type { MergeReport } from '../../src-main/ipc/types.ts';

/** Cells that only the counts or only the annotations have. */
export interface Mismatch {
  /** Cells with counts. */
  cells: number;
  /** Cells that the counts and all annotations have; absent where the files alone do not tell. */
  both: number | undefined;
  /** Cells with counts that a file with annotations lacks, in the file that lacks most. */
  without: number;
  /** Annotated cells without counts. */
  extra: number;
}

/** The cells that do not match; undefined where all do. */
export function mismatchOf({ samples, annotations }: MergeReport): Mismatch | undefined {
  const without = Math.max(0, ...annotations.map(({ onlyCounts }) => onlyCounts.count));
  const extra = annotations.reduce((sum, { onlyAnnotations }) => sum + onlyAnnotations.count, 0);
  if (without === 0 && extra === 0) return undefined;
  const cells = samples.reduce((sum, sample) => sum + sample.cells, 0);
  const partial = annotations.filter(({ onlyCounts }) => onlyCounts.count > 0);
  return { cells, both: partial.length > 1 ? undefined : cells - without, without, extra };
}
