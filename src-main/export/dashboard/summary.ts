import type { RunResult } from '../../compute/runResult.ts';
import { parameterText } from '../../views/parameterText.ts';
import type { RunSummary } from './payload.ts';

const MODELS: Record<RunResult['info']['model'], string> = {
  steady_state: 'Steady state',
  stochastic: 'Stochastic',
  dynamical: 'Dynamical',
};

/** What the page says of the run: where it came from, how it was made, what to beware of. */
export async function summaryOf(result: RunResult, notes: string[]): Promise<RunSummary> {
  const { info } = result;
  const flags = result.has('velocity_genes') ? (await result.array('velocity_genes')).data : undefined;
  return {
    name: info.name,
    dataset: info.dataset,
    model: MODELS[info.model] ?? info.model,
    seed: info.seed,
    version: info.version,
    createdAt: info.createdAt,
    cells: result.cellNames.length,
    genes: result.geneNames.length,
    ...(flags ? { velocityGenes: flags.reduce((sum, flag) => sum + flag, 0) } : {}),
    steps: info.steps.map(({ title, id, version, seconds, reused, parameters, warnings }) => ({
      title,
      id,
      version,
      seconds,
      reused,
      parameters: Object.entries(parameters).map(([name, value]) => [name, parameterText(value)]),
      warnings,
    })),
    warnings: info.warnings,
    notes,
  };
}
