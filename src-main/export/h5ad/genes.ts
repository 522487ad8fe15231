import type { TableContents } from '../../../src-worker/formats/h5ad/annData.ts';
import { recoverDynamics } from '../../../src-worker/steps/velocity/recoverDynamics.ts';
import type { RunResult } from '../../compute/runResult.ts';
import { ownColumns } from './ownColumns.ts';

const PER_GENE = [
  'dispersions_norm',
  'velocity_gamma',
  'velocity_qreg_ratio',
  'velocity_r2',
  ...recoverDynamics.outputs,
] as const;

const PER_GENE_FLAGS = ['highly_variable', 'velocity_genes'] as const;

/**
 * The table of genes: the dataset's own columns, then the run's results. Columns of the dataset that look like
 * results of a velocity model are left out: scVelo takes `fit_*` for a sign that the dynamical model was fitted.
 */
export async function geneTable(result: RunResult): Promise<TableContents> {
  const reserved = new Set<string>([...PER_GENE, ...PER_GENE_FLAGS]);
  const columns: TableContents['columns'] = ownColumns(
    result.var,
    (name) => reserved.has(name) || /^(fit|velocity)_/.test(name),
  );
  for (const name of PER_GENE_FLAGS)
    if (result.has(name)) columns[name] = { kind: 'booleans', values: (await result.array(name)).data };
  for (const name of PER_GENE) if (result.has(name)) columns[name] = await result.array(name);
  return { index: result.geneNames, columns };
}
