import { DataError } from '../data/errors.ts';
import { attemptReading, CHANCE, type Attempt, type CellMatch } from './attempts.ts';
import { refuseExchangedNames } from './givenNames.ts';
import type { ReadNames, Side } from './marks.ts';
import { BASES, LONGEST_RUN, PARTS, REVERSED, WHOLE, type Reading } from './readings.ts';
import { readSide } from './readSide.ts';
import { undoRenaming } from './renamedRepeats.ts';

/**
 * Finds how the barcodes of annotations are written in the counts, and which cell is which.
 *
 * The whole names are compared first, then their bases without what stands before and after them, then other parts. Several
 * samples with the same barcodes are told apart by what stands beside the bases, by file, or by a column that names the sample.
 * Of several ways the one that matches the most cells is taken, the plainest of equals.
 *
 * @param file of the annotations, for messages.
 * @throws DataError where no cell is on both sides, hardly one is, a cell fits several, or samples were given each other's names.
 */
export function matchCells(counts: Side, annotations: Side, file: string): CellMatch {
  const smaller = Math.min(counts.names.length, annotations.names.length);
  const annotated: Side = { ...annotations, names: undoRenaming(annotations.names, counts.names) };
  const sides = [readSide(counts), readSide(annotated)] as const;
  const attempts: Attempt[] = [];
  const best = (): Attempt | undefined =>
    attempts.reduce<Attempt | undefined>((a, b) => (a && !isBetter(b, a) ? a : b), undefined);
  for (const [mine, theirs, when] of READINGS) {
    const { found, match } = best() ?? { found: 0 };
    if ((match && found === smaller) || found > when * smaller) continue;
    // What consists of bases was compared by them: parts are for other names.
    if (mine.id === 'parts' && sides.every(({ read }) => haveBases(read(BASES)))) continue;
    const attempt = attemptReading(...sides, mine, theirs);
    if (attempt) attempts.push(attempt);
  }
  const chosen = best();
  const place = { file };
  if (!chosen || chosen.found === 0)
    throw new DataError(
      `none of its ${annotations.names.length} cells was found among the ${counts.names.length} cells with counts: ` +
        `${examplesOf(annotations.names)} here, ${examplesOf(counts.names)} there.`,
      place,
      'The files may be of different samples, or the barcodes were changed: take files that stem from the same count.',
    );
  if (chosen.refusal) throw new DataError(chosen.refusal.problem, place, chosen.refusal.remedy);
  if (chosen.found < CHANCE * smaller)
    throw new DataError(
      `only ${chosen.found} of its ${annotations.names.length} cells are among the ${counts.names.length} cells with counts, ` +
        'no more than two samples have in common by chance.',
      place,
      'Check that the counts and the annotations are of the same sample.',
    );
  refuseExchangedNames(counts, chosen.match!, file);
  return chosen.match!;
}

function isBetter(one: Attempt, other: Attempt): boolean {
  if (one.found !== other.found) return one.found > other.found;
  return one.match !== undefined && other.match === undefined;
}

function haveBases(names: ReadNames | undefined): boolean {
  if (!names) return false;
  const without = names.keys.reduce((n, key) => n + (key === undefined ? 1 : 0), 0);
  return without * 2 < names.keys.length;
}

/** Readings of the counts and of the annotations, and up to which share of matched cells they are worth a try. */
const READINGS: readonly [Reading, Reading, number][] = [
  [WHOLE, WHOLE, 1],
  [BASES, BASES, 1],
  [LONGEST_RUN, LONGEST_RUN, 0.5],
  ...PARTS.flatMap((mine) => PARTS.map((theirs): [Reading, Reading, number] => [mine, theirs, 0.5])),
  [BASES, REVERSED, CHANCE],
];

function examplesOf(names: readonly string[]): string {
  return names
    .slice(0, 3)
    .map((name) => `“${name}”`)
    .join(', ');
}
