import type { MergeReport } from '../../src-main/ipc/types.ts';

/** Cells that only the counts or only the annotations have. */
export interface Mismatch {
  /** Cells with counts. */
  cells: number;
  /** Cells that the counts and all annotations have. */
  both: number;
  /** How many files with annotations lack cells that have counts. */
  partial: number;
  /** Annotated cells without counts. */
  extra: number;
}

/** The cells that do not match, where `both` have counts and all annotations; undefined where all do. */
export function mismatchOf({ samples, annotations }: MergeReport, both: number): Mismatch | undefined {
  const partial = annotations.filter(({ onlyCounts }) => onlyCounts.count > 0).length;
  const extra = annotations.reduce((sum, { onlyAnnotations }) => sum + onlyAnnotations.count, 0);
  if (partial === 0 && extra === 0) return undefined;
  return { cells: samples.reduce((sum, sample) => sum + sample.cells, 0), both, partial, extra };
}
