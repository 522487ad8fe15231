import type { NumericArray } from '../../../src-worker/data/arrays.ts';
import type { ArrayName } from '../../../src-worker/data/catalogue.ts';
import { DataError } from '../../../src-worker/data/errors.ts';
import type { RunResult } from '../../compute/runResult.ts';
import {
  booleanColumn,
  emptyColumn,
  numberColumn,
  textColumn,
  type TableColumn,
} from '../../../src-worker/formats/csv/writeColumns.ts';
import { writeTable } from '../../../src-worker/formats/csv/writeTable.ts';

/** Which array of a run stands in which column; a column without one is left empty. */
type Sources = Readonly<Partial<Record<(typeof NUMBERS)[number], ArrayName>>>;

const NUMBERS = ['alpha', 'beta', 'gamma', 'switch_time', 'scaling', 'likelihood', 'r2'] as const;

const DYNAMICAL: Sources = {
  alpha: 'fit_alpha',
  beta: 'fit_beta',
  gamma: 'fit_gamma',
  switch_time: 'fit_t_',
  scaling: 'fit_scaling',
  likelihood: 'fit_likelihood',
  r2: 'fit_r2',
};

const STEADY_STATE: Sources = { gamma: 'velocity_gamma', r2: 'velocity_r2' };

/**
 * Writes kinetic_params.csv: one row a gene with its name, alpha, beta, gamma, switch_time, scaling, likelihood, r2 and
 * velocity_gene (whether the gene enters the velocity graph).
 *
 * Of the dynamical model these are scVelo's `fit_alpha`, `fit_beta` (for unspliced counts as measured: the fitted curve
 * of u/scaling has the rate beta·scaling), `fit_gamma`, `fit_t_`, `fit_scaling`, `fit_likelihood` and `fit_r2`. The
 * steady-state and stochastic models know only the ratio of gamma to beta: beta is 1 there, by definition, and what
 * they do not have is empty. Genes without a fit have empty fields.
 *
 * @throws DataError where the run has no velocity.
 */
export async function exportKineticParams(result: RunResult, path: string): Promise<void> {
  const dynamical = result.has('fit_gamma');
  const sources = dynamical ? DYNAMICAL : STEADY_STATE;
  if (!dynamical && !result.has('velocity_gamma'))
    throw new DataError('the run has no kinetics.', { file: path }, 'Run a velocity model first.');
  const columns: TableColumn[] = [textColumn('gene', result.geneNames)];
  for (const name of NUMBERS) {
    const values = await numbersOf(result, sources[name]);
    if (values) columns.push(numberColumn(name, values));
    else if (name === 'beta' && !dynamical)
      columns.push(unitBeta((await result.array('velocity_gamma')).data));
    else columns.push(emptyColumn(name));
  }
  columns.push(
    result.has('velocity_genes')
      ? booleanColumn('velocity_gene', (await result.array('velocity_genes')).data)
      : emptyColumn('velocity_gene'),
  );
  await writeTable(path, columns, result.geneNames.length);
}

async function numbersOf(result: RunResult, name: ArrayName | undefined): Promise<NumericArray | undefined> {
  if (!name || !result.has(name)) return undefined;
  const value = await result.array(name);
  return value.kind === 'dense' ? value.data : undefined;
}

/** β = 1 for the genes that have a γ. */
function unitBeta(gamma: Float64Array): TableColumn {
  return { name: 'beta', text: (row) => (Number.isNaN(gamma[row]) ? '' : '1') };
}
