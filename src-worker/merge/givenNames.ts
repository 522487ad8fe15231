import { DataError } from '../data/errors.ts';
import type { CellMatch } from './attempts.ts';
import { plainName, type Side } from './marks.ts';

/**
 * Refuses sample names that a user gave to the wrong files: the barcodes of a file are those of one sample of the annotations,
 * and its name is that of another. Numbers are no such names; they may count the files in another order.
 *
 * @param file of the annotations, for messages.
 */
export function refuseExchangedNames({ files }: Side, { partner, samples }: CellMatch, file: string): void {
  if (!files?.own || !samples) return;
  const matched = files.labels.map(() => 0);
  partner.forEach((row, cell) => {
    if (row >= 0 && files.codes[cell] >= 0) matched[files.codes[cell]]++;
  });
  // Pairs stand in the order of the files; there are others where a file holds several samples.
  const places = Array.from(matched.keys()).filter((place) => matched[place] > 0);
  const pairs = samples.filter((pair) => pair.matched > 0);
  if (pairs.length !== places.length) return;
  places.forEach((place, i) => {
    const [given, mark] = [files.labels[place], pairs[i].annotations];
    const called = files.labels.findIndex((label) => plainName(label) === plainName(mark));
    if (called < 0 || called === place || pairs[i].matched !== matched[place] || !/\p{L}/u.test(mark)) return;
    throw new DataError(
      `the file that was given the sample name “${given}” has the barcodes of “${mark}” of the annotations; ` +
        `“${files.labels[called]}” is the name of another file.`,
      { file },
      'Give each file with counts the name of its own sample: --sample, in the order of the files, or the import view.',
    );
  });
}
