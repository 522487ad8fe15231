import { DataError } from '../../data/errors.ts';
import { kindOfNames } from '../names/kindOfNames.ts';
import type { TableHead } from './head.ts';

/** A table of annotations does not have more columns than this; one of counts may. */
const MOST_COLUMNS = 2000;

/** @throws DataError where the columns of a table are cells or genes, so that its values are counts. */
export function refuseCounts(path: string, { columns }: TableHead): void {
  const others = columns.slice(1);
  const kind = others.length > 1 ? kindOfNames(others) : undefined;
  if (kind === undefined && others.length <= MOST_COLUMNS) return;
  throw new DataError(
    `this looks like a table of counts: it has ${others.length} columns` +
      (kind === undefined ? '.' : ` that are ${kind} (“${others[0]}”, “${others[1]}”, …).`),
    { file: path },
    'RNA velocity needs two such tables, of spliced and of unspliced counts, in one folder and with the same name but for ' +
      'these words: sample_spliced.csv and sample_unspliced.csv.',
  );
}
