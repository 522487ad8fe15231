import { DataError } from '../../../src-worker/data/errors.ts';
import { cellColumns, type CellColumn } from '../../views/cellColumns.ts';
import { didYouMean } from '../../views/nearNames.ts';
import type { Source } from '../../views/source.ts';

/** What cells are ordered by. */
export interface Along {
  label: string;
  /** One a cell; NaN where it has none. */
  values: ArrayLike<number>;
}

/**
 * The column of numbers that cells come in the order of; latent time, or velocity pseudotime, unless told.
 *
 * @throws DataError where there is no such column, or where it is one of labels.
 */
export async function collectAlong(source: Source, id: string | null): Promise<Along> {
  const columns = cellColumns(source);
  const wanted = id === null ? ['run/latent_time', 'run/velocity_pseudotime'] : [id];
  const found = wanted
    .map((name) => columns.find((column) => column.id === name))
    .find((column) => column !== undefined);
  if (!found) throw missing(id, columns);
  if (found.kind !== 'numbers')
    throw new DataError(
      `the column “${found.label}” (${found.id}) has labels, by which cells cannot be ordered.`,
      {},
      `Choose one of numbers: ${numbersOf(columns).join(', ')}.`,
    );
  const values = await found.values();
  for (let i = 0; i < values.length; i++)
    if (Number.isFinite(values[i])) return { label: found.label, values };
  throw new DataError(`no cell has a value of “${found.label}” (${found.id}).`, {}, 'Choose another column.');
}

function missing(id: string | null, columns: readonly CellColumn[]): DataError {
  if (id === null)
    return new DataError(
      'the run has neither latent time nor velocity pseudotime (yet).',
      {},
      'Name the column of numbers to order cells by, or choose a finished run.',
    );
  const numbers = numbersOf(columns);
  // A column is often named without its group.
  const near = numbers.find((name) => name.slice(name.indexOf('/') + 1) === id);
  const remedy = near ? `Did you mean “${near}”?` : didYouMean(id, numbers);
  return new DataError(
    `there is no column “${id}” to order cells by.`,
    {},
    remedy || `Choose from ${numbers.join(', ')}.`,
  );
}

function numbersOf(columns: readonly CellColumn[]): string[] {
  return columns.filter(({ kind }) => kind === 'numbers').map(({ id }) => id);
}
