import { colorsByCategory, colorsByFate, colorsByValue } from '../../src-worker/drawing/colors/cellColors.ts';
import type { Rgb } from '../../src-worker/drawing/colors/sequential.ts';
import type { Column, DashboardModel } from './model.ts';

/** One entry of "colour by". */
export interface Coloring {
  id: string;
  label: string;
  group: 'Run' | 'Fate' | 'Dataset';
}

export const MOST_PROBABLE_FATE = 'fate:*';

/** Everything the cells can be coloured by: the run's columns, its fates, the dataset's other columns. */
export function coloringsOf(model: DashboardModel): Coloring[] {
  const ofColumn = (column: Column): Coloring => ({
    id: column.id,
    label: column.label,
    // The dataset's own columns are labelled by their own name.
    group: column.id === column.label ? 'Dataset' : 'Run',
  });
  const fates = model.fates?.names ?? [];
  const byFate: Coloring[] = [
    { id: MOST_PROBABLE_FATE, label: 'Most probable fate', group: 'Fate' },
    ...fates.map((name, f) => ({ id: `fate:${f}`, label: `Fate ${name}`, group: 'Fate' as const })),
  ];
  return [...model.columns.map(ofColumn), ...(fates.length > 0 ? byFate : [])];
}

/** The fate that a coloring's id names; −1 if it names none. */
export function fateOf(id: string): number {
  const found = /^fate:(\d+)$/.exec(id);
  return found ? Number(found[1]) : -1;
}

/** One fate's probability, cell by cell. */
export function fateProbability(model: DashboardModel, fate: number): Float32Array {
  const { names, probabilities } = model.fates!;
  return Float32Array.from(
    { length: probabilities.length / names.length },
    (_, i) => probabilities[i * names.length + fate],
  );
}

/** RGBA a cell. `neutral` is what undecided cells fade to when coloured by the most probable fate. */
export function colorsFor(model: DashboardModel, id: string, neutral: Rgb): Uint8Array {
  if (model.fates && id === MOST_PROBABLE_FATE)
    return colorsByFate(model.fates.probabilities, model.fates.colors, neutral);
  const fate = fateOf(id);
  if (model.fates && fate >= 0) return colorsByValue(fateProbability(model, fate), [0, 1], 'viridis');
  const column = model.columns.find((candidate) => candidate.id === id) ?? model.columns[0];
  return column.kind === 'labels'
    ? colorsByCategory(column.labels.codes, column.labels.colors)
    : colorsByValue(column.values, column.range, column.map);
}
