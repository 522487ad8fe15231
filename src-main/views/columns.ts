import { DataError } from '../../src-worker/data/errors.ts';
import { cellColumns, type CellColumn } from './cellColumns.ts';
import type { ColumnInfo, ViewAnswers, ViewArguments } from './contract.ts';
import { categoriesOf, type Labels } from './labels.ts';
import type { Source } from './source.ts';
import { spreadOf } from './spread.ts';

/** Everything that the cells can be coloured by. */
export function columnsView(source: Source): ViewAnswers['columns'] {
  const columns = cellColumns(source).map((column): ColumnInfo => {
    const text = textOf(column);
    return column.kind === 'numbers'
      ? { ...text, kind: 'numbers', map: column.map }
      : { ...text, kind: 'labels', ...labelsInfo(source, column.labels()) };
  });
  return { header: { columns }, arrays: {} };
}

/** One column's values. @throws DataError where the source does not have it. */
export async function columnView(
  source: Source,
  { id }: Pick<ViewArguments<'column'>, 'id'>,
): Promise<ViewAnswers['column']> {
  const column = findColumn(source, id);
  const text = textOf(column);
  if (column.kind === 'numbers') {
    const values = Float32Array.from(await column.values());
    return { header: { ...text, kind: 'numbers', map: column.map, ...spreadOf(values) }, arrays: { values } };
  }
  const labels = column.labels();
  const codes = labels.categories.length <= 32_767 ? Int16Array.from(labels.codes) : labels.codes;
  return { header: { ...text, kind: 'labels', ...labelsInfo(source, labels) }, arrays: { codes } };
}

/** @throws DataError where the source has no such column. */
export function findColumn(source: Source, id: string): CellColumn {
  const found = cellColumns(source).find((column) => column.id === id);
  if (found) return found;
  throw new DataError(
    `There is no column “${id}” to colour by (yet).`,
    {},
    'Choose another one, or wait until the run has computed it.',
  );
}

function textOf({
  id,
  label,
  meaning,
  group,
}: CellColumn): Pick<ColumnInfo, 'id' | 'label' | 'meaning' | 'group'> {
  return { id, label, meaning, group };
}

function labelsInfo(source: Source, labels: Labels): ReturnType<typeof categoriesOf> & { editKey: string } {
  return { ...categoriesOf(source, labels), editKey: labels.editKey };
}
