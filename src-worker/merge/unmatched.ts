import { basename } from 'node:path';

import { DataError } from '../data/errors.ts';
import type { UnmatchedCells } from '../formats/source.ts';
import type { AnnotationReport, Unmatched } from '../formats/summary/mergeReport.ts';
import type { CellMatch } from './attempts.ts';

const MOST_EXAMPLES = 5;

/** How the cells of one file with annotations were found, and which were not. */
export function reportMatch(
  path: string,
  counts: readonly string[],
  annotations: readonly string[],
  { partner, matched, rule, samples }: CellMatch,
): AnnotationReport {
  const annotated = new Uint8Array(annotations.length);
  for (const row of partner) if (row >= 0) annotated[row] = 1;
  return {
    path,
    rule,
    matched,
    onlyCounts: pick(counts, (cell) => partner[cell] < 0),
    onlyAnnotations: pick(annotations, (row) => annotated[row] === 0),
    ...(samples ? { samples } : {}),
  };
}

/** @throws DataError where a cell has counts only or annotations only. */
export function requireAllMatched(report: AnnotationReport, cells: number): void {
  const { path, rule, matched, onlyCounts, onlyAnnotations } = report;
  if (onlyCounts.count === 0 && onlyAnnotations.count === 0) return;
  throw new DataError(
    `${cellsText(matched)} with both counts and annotations, but ` +
      [
        onlyCounts.count > 0 &&
          `${onlyCounts.count} of ${cellsText(cells)} with counts not in it ${examples(onlyCounts)}`,
        onlyAnnotations.count > 0 &&
          `${onlyAnnotations.count} of its ${cellsText(matched + onlyAnnotations.count)} without counts ${examples(onlyAnnotations)}`,
      ]
        .filter(Boolean)
        .join(', and ') +
      `. How they were compared: ${rule}`,
    { file: path },
    'To go on with the cells that are on both sides, drop the others: --unmatched drop; to go on with all cells with counts, ' +
      'with missing annotations, keep them: --unmatched keep. The import view offers the same choice.',
  );
}

/** What was left out of a merge, or is missing after it. */
export function unmatchedWarnings(report: AnnotationReport, unmatched: UnmatchedCells): string[] {
  const { onlyCounts, onlyAnnotations } = report;
  const file = basename(report.path);
  const out: string[] = [];
  if (onlyCounts.count > 0)
    out.push(
      unmatched === 'drop'
        ? `Left out: ${cellsText(onlyCounts.count)} with counts that ${file} does not have ${examples(onlyCounts)}.`
        : `Not in ${file}, with missing values in its columns: ${cellsText(onlyCounts.count)} ${examples(onlyCounts)}.`,
    );
  if (onlyAnnotations.count > 0)
    out.push(
      `Left out: ${cellsText(onlyAnnotations.count)} of ${file} without counts ${examples(onlyAnnotations)}.`,
    );
  return out;
}

function cellsText(count: number): string {
  return count === 1 ? '1 cell' : `${count} cells`;
}

function pick(names: readonly string[], is: (i: number) => boolean): Unmatched {
  const found: Unmatched = { count: 0, examples: [] };
  for (let i = 0; i < names.length; i++) {
    if (!is(i)) continue;
    if (found.count++ < MOST_EXAMPLES) found.examples.push(names[i]);
  }
  return found;
}

function examples({ examples: names, count }: Unmatched): string {
  return `(${count > names.length ? 'e.g. ' : ''}${names.map((name) => `“${name}”`).join(', ')}${count > names.length ? ', …' : ''})`;
}
