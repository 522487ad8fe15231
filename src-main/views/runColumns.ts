import { meaningOf } from './meaning.ts';

/** Arrays of a run with one number a cell. */
export type RunColumn =
  | 'latent_time'
  | 'velocity_pseudotime'
  | 'velocity_confidence'
  | 'velocity_confidence_transition'
  | 'velocity_length'
  | 'root_cells'
  | 'end_points'
  | 'fate_entropy'
  | 'absorption_time'
  | 'stationary_distribution';

const LABELS: readonly [name: RunColumn, label: string][] = [
  ['latent_time', 'Latent time'],
  ['velocity_pseudotime', 'Velocity pseudotime'],
  ['velocity_confidence', 'Confidence'],
  ['velocity_confidence_transition', 'Transition confidence'],
  ['velocity_length', 'Velocity length'],
  ['root_cells', 'Root cells'],
  ['end_points', 'End points'],
  ['fate_entropy', 'Fate entropy'],
  ['absorption_time', 'Absorption time'],
  ['stationary_distribution', 'Stationary distribution'],
];

const TIMES: ReadonlySet<string> = new Set(['latent_time', 'velocity_pseudotime', 'absorption_time']);

/** What a run computes a cell, in the order in which it is offered: times are drawn in viridis, all else in cividis. */
export const RUN_COLUMNS = LABELS.map(([name, label]) => ({
  name,
  label,
  meaning: meaningOf(name),
  map: TIMES.has(name) ? ('viridis' as const) : ('cividis' as const),
}));
