import type { Dataset } from '../data/dataset.ts';
import { DataError } from '../data/errors.ts';
import { percentile } from '../data/percentile.ts';
import { rowSums } from '../data/sparse.ts';
import type { CellMatch } from './attempts.ts';
import type { Side } from './marks.ts';

/** Fewer matched cells say nothing. */
const FEWEST = 20;
/** All but this share of the annotated cells are found where the counts are of their sample. */
const MISSED = 0.05;
/** Cells have more than this share of the counts that as many of the fullest barcodes have. */
const EMPTY = 0.05;

/**
 * Refuses annotations that meet empty droplets: counts that were not filtered hold so many barcodes that those of any sample
 * are among them, but then most are not of cells. Each file with counts is looked at by itself.
 *
 * @param annotated number of cells in the annotations.
 * @param file of the annotations, for messages.
 */
export function refuseEmptyMatches(
  { dataset, side }: { dataset: Dataset; side: Side },
  { partner, matched }: CellMatch,
  annotated: number,
  file: string,
): void {
  if (annotated - matched < MISSED * annotated) return;
  const unspliced = rowSums(dataset.layers['unspliced']);
  const totals = rowSums(dataset.layers['spliced']).map((sum, cell) => sum + unspliced[cell]);
  const codes = side.files?.codes ?? new Int32Array(totals.length);
  for (let code = 0; code < (side.files?.labels.length ?? 1); code++) {
    const ofFile = totals.filter((_, cell) => codes[cell] === code);
    const found = totals.filter((_, cell) => codes[cell] === code && partner[cell] >= 0);
    if (found.length < FEWEST) continue;
    const fullest = ofFile.sort().subarray(ofFile.length - found.length);
    const [middle, full] = [percentile(found, 50), percentile(fullest, 50)];
    if (middle >= EMPTY * full) continue;
    const sample = side.files && side.files.labels.length > 1 ? ` of “${side.files.labels[code]}”` : '';
    throw new DataError(
      `only ${matched} of its ${annotated} cells were found, and half of those${sample} have no more than ${middle} counts, ` +
        `where as many of the fullest barcodes have ${full}: they are empty droplets whose barcodes are the same by chance.`,
      { file },
      'Check that each file with counts has the right sample name and belongs to the annotations; with filtered counts ' +
        '(Velocyto/filtered, counts_filtered) barcodes do not meet by chance.',
    );
  }
}
