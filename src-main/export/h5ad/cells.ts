import type { CategoricalArray } from '../../../src-worker/data/arrays.ts';
import type { TableContents } from '../../../src-worker/formats/h5ad/annData.ts';
import type { RunResult } from '../../compute/runResult.ts';
import { ownColumns } from './ownColumns.ts';

/** Results that hold one number a cell. */
const PER_CELL = [
  'initial_size_spliced',
  'initial_size_unspliced',
  'velocity_length',
  'velocity_confidence',
  'velocity_confidence_transition',
  'velocity_self_transition',
  'root_cells',
  'end_points',
  'velocity_pseudotime',
  'latent_time',
  'fate_entropy',
  'absorption_time',
  'stationary_distribution',
] as const;

/** Where CellRank keeps which cells are terminal. */
export const TERMINAL_STATES = 'term_states_fwd';

/**
 * The table of cells: the dataset's own columns, then the run's results. A column of the dataset that bears the
 * name of a result is left out even where the run has no such result, lest another tool's number pass for ours.
 */
export async function cellTable(result: RunResult): Promise<TableContents> {
  const reserved = new Set<string>([...PER_CELL, TERMINAL_STATES]);
  const columns: TableContents['columns'] = ownColumns(result.obs, (name) => reserved.has(name));
  if (result.has('clusters')) columns['clusters'] = await result.array('clusters');
  for (const name of PER_CELL) if (result.has(name)) columns[name] = await result.array(name);
  if (result.has('terminal_states') && result.has('fate_names'))
    columns[TERMINAL_STATES] = await terminalStates(result);
  return { index: result.cellNames, columns };
}

/** Which terminal state each cell belongs to; most belong to none. */
async function terminalStates(result: RunResult): Promise<CategoricalArray> {
  const { members } = (await result.array('terminal_states')).value;
  const codes = new Int32Array(result.cellNames.length).fill(-1);
  members.forEach((cells, state) => {
    for (const cell of cells) codes[cell] = state;
  });
  return { kind: 'categorical', codes, categories: (await result.array('fate_names')).values };
}
