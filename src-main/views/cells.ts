import { DataError } from '../../src-worker/data/errors.ts';
import { cellColumns, type CellColumn } from './cellColumns.ts';
import type { CellHeader, ViewAnswers, ViewArguments } from './contract.ts';
import { fateTexts, hasFates } from './fateLabels.ts';
import { encodeNames } from './frame.ts';
import { categoriesOf, clusterLabels } from './labels.ts';
import { namesOf, type Source } from './source.ts';

/** The barcodes of the cells, and which of the dataset's they are. */
export function cellsView(source: Source): ViewAnswers['cells'] {
  const { cache } = source.reader;
  const names = cache.get(`barcodes/${source.cellsKey}`, () => encodeNames(namesOf(source, 'cells')));
  const places = source.cellIndex;
  return { header: { cells: source.cells }, arrays: { names, ...(places ? { places } : {}) } };
}

/** Everything that is known of one cell. @throws DataError where the source has no such cell. */
export async function cellView(
  source: Source,
  { cell }: ViewArguments<'cell'>,
): Promise<ViewAnswers['cell']> {
  if (cell >= source.cells)
    throw new DataError(
      `There is no cell ${cell}: there are ${source.cells}.`,
      {},
      'Choose one of the cells that are shown.',
    );
  const columns = cellColumns(source);
  const values = await Promise.all(columns.map((column) => valueOf(source, column, cell)));
  const clusters = clusterLabels(source);
  const code = clusters ? clusters.codes[cell] : -1;
  const cluster = clusters && code >= 0 ? categoriesOf(source, clusters).categories[code] : undefined;
  const all = source.reader.names('cells', source.dataset);
  return {
    header: {
      cell,
      name: all[source.cellIndex ? source.cellIndex[cell] : cell],
      cluster: cluster ? { label: cluster.label, color: cluster.color } : null,
      values: [...values, ...texts(source, cell, new Set(columns.map(({ id }) => id)))],
      fates: fatesOf(source, cell),
    },
    arrays: {},
  };
}

type Value = CellHeader['values'][number];

async function valueOf(source: Source, column: CellColumn, cell: number): Promise<Value> {
  const { id, label, meaning, group } = column;
  const text = { id, label, meaning, group };
  if (column.kind === 'numbers') {
    const value = (await column.values())[cell];
    return { ...text, value: Number.isFinite(value) ? value : null };
  }
  const labels = column.labels();
  const code = labels.codes[cell];
  return { ...text, value: code >= 0 ? categoriesOf(source, labels).categories[code].label : null };
}

/** Columns of text that are too varied to colour by. */
function texts(source: Source, cell: number, known: ReadonlySet<string>): Value[] {
  const place = source.cellIndex ? source.cellIndex[cell] : cell;
  return source.fileNames('obs').flatMap((name): Value[] => {
    const id = `obs/${name}`;
    if (known.has(id)) return [];
    const column = source.file(id);
    const value =
      column.kind === 'strings'
        ? column.values[place]
        : column.kind === 'categorical'
          ? (column.categories[column.codes[place]] ?? null)
          : null;
    return [
      { id, label: name, meaning: `Column “${name}” of the dataset`, group: 'dataset', value: value || null },
    ];
  });
}

function fatesOf(source: Source, cell: number): CellHeader['fates'] {
  if (!hasFates(source)) return [];
  const fates = fateTexts(source);
  const { data } = source.stored('fate_probabilities');
  return fates
    .map(({ label, color }, f) => ({ label, color, probability: data[cell * fates.length + f] }))
    .filter(({ probability }) => Number.isFinite(probability))
    .sort((a, b) => b.probability - a.probability);
}
