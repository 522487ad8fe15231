import { ARRAYS } from '../../src-worker/data/catalogue.ts';
import type { ColumnGroup } from './contract.ts';
import { fateTexts, hasFates, mostProbableFates } from './fateLabels.ts';
import { clusterLabels, fileGroups, fileLabels, type Labels } from './labels.ts';
import { RUN_COLUMNS } from './runColumns.ts';
import { librarySizes, unsplicedFraction } from './sizes.ts';
import type { Source } from './source.ts';

interface Text {
  id: string;
  label: string;
  meaning: string;
  group: ColumnGroup;
}

/** Something that cells can be coloured by; its values are read when they are asked for. */
export type CellColumn = Text &
  (
    | {
        kind: 'numbers';
        map: 'viridis' | 'cividis';
        values: () => Promise<ArrayLike<number>> | ArrayLike<number>;
      }
    | { kind: 'labels'; labels: () => Labels }
  );

/** More categories than this are names, not groups. */
const MOST_CATEGORIES = 1000;
/** Text that takes no more values than this is shown as labels. */
const MOST_TEXTS = 100;

/** Everything the cells of a source can be coloured by: what the run computed, its fates, the dataset's columns. */
export function cellColumns(source: Source): CellColumn[] {
  return [...runColumns(source), ...countColumns(source), ...fateColumns(source), ...obsColumns(source)];
}

function runColumns(source: Source): CellColumn[] {
  const columns: CellColumn[] = [];
  if (source.has('clusters'))
    columns.push({
      id: 'run/clusters',
      label: 'Clusters',
      meaning: ARRAYS.clusters.meaning,
      group: 'run',
      kind: 'labels',
      labels: () => clusterLabels(source)!,
    });
  for (const { name, ...text } of RUN_COLUMNS)
    if (source.has(name))
      columns.push({
        ...text,
        id: `run/${name}`,
        group: 'run',
        kind: 'numbers',
        values: () => source.stored(name).data,
      });
  return columns;
}

function countColumns(source: Source): CellColumn[] {
  const group = source.run ? 'run' : 'dataset';
  const column = (
    id: string,
    label: string,
    meaning: string,
    values: () => Promise<ArrayLike<number>>,
  ): CellColumn => ({
    id: `counts/${id}`,
    label,
    meaning,
    group,
    kind: 'numbers',
    map: 'cividis',
    values,
  });
  const sizes = (layer: 'spliced' | 'unspliced') => async () => (await librarySizes(source, layer)).sizes;
  return [
    column('spliced', 'Spliced counts', ARRAYS.initial_size_spliced.meaning, sizes('spliced')),
    column('unspliced', 'Unspliced counts', ARRAYS.initial_size_unspliced.meaning, sizes('unspliced')),
    column(
      'unspliced_fraction',
      'Unspliced fraction',
      'Unspliced counts as a share of spliced and unspliced counts',
      () => unsplicedFraction(source),
    ),
  ];
}

function fateColumns(source: Source): CellColumn[] {
  if (!hasFates(source)) return [];
  const texts = fateTexts(source);
  const probabilities = (fate: number) => () => {
    const { data } = source.stored('fate_probabilities');
    const out = new Float32Array(data.length / texts.length);
    for (let i = 0; i < out.length; i++) out[i] = data[i * texts.length + fate];
    return out;
  };
  return [
    {
      id: 'fates',
      label: 'Most probable fate',
      meaning: 'The terminal state that each cell is most likely to end in',
      group: 'fate',
      kind: 'labels',
      labels: () => mostProbableFates(source),
    },
    ...texts.map(({ name, label }, f): CellColumn => ({
      id: `fate/${name}`,
      label,
      meaning: `Probability that a cell ends in ${label}`,
      group: 'fate',
      kind: 'numbers',
      map: 'viridis',
      values: probabilities(f),
    })),
  ];
}

function obsColumns(source: Source): CellColumn[] {
  return source.fileNames('obs').flatMap((name) => obsColumn(source, name) ?? []);
}

function obsColumn(source: Source, name: string): CellColumn | undefined {
  const text: Text = {
    id: `obs/${name}`,
    label: name,
    meaning: `Column “${name}” of the dataset`,
    group: 'dataset',
  };
  const whole = source.file(`obs/${name}`);
  if (whole.kind === 'numbers') {
    if (!whole.values.some(Number.isFinite)) return undefined;
    const values = (): ArrayLike<number> => {
      const column = source.obs(name);
      return column.kind === 'numbers' ? column.values : [];
    };
    return { ...text, kind: 'numbers', map: 'cividis', values };
  }
  if (whole.kind !== 'categorical' && whole.kind !== 'booleans' && whole.kind !== 'strings') return undefined;
  const { categories } = fileGroups(source, name);
  const most = whole.kind === 'strings' ? MOST_TEXTS : MOST_CATEGORIES;
  if (categories.length === 0 || categories.length > most) return undefined;
  return { ...text, kind: 'labels', labels: () => fileLabels(source, name) };
}
