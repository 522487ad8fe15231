import { denseFrom } from '../../../src-worker/data/arrays.ts';
import {
  dictionary,
  type Dictionary,
  type Element,
  type TableContents,
} from '../../../src-worker/formats/h5ad/annData.ts';
import { columnColors, neighborSettings } from '../../../src-worker/formats/h5ad/conventions.ts';
import type { RunResult } from '../../compute/runResult.ts';
import { TERMINAL_STATES } from './cells.ts';
import { fateColors } from './fateColors.ts';

const MODES = { steady_state: 'deterministic', stochastic: 'stochastic', dynamical: 'dynamical' } as const;

/**
 * `uns`: the velocity graphs (scVelo reads them here only), the settings that scVelo's functions look up, colours of
 * categories, fates by name, and how the run was made.
 */
export async function settings(
  result: RunResult,
  columns: TableContents['columns'],
): Promise<Record<string, Element>> {
  const uns: Record<string, Element> = {
    velocity_params: velocityParameters(result),
    rnavelocity: provenance(result),
  };
  for (const name of ['velocity_graph', 'velocity_graph_neg'] as const)
    if (result.has(name)) uns[name] = await result.array(name);
  if (result.has('distances')) uns['neighbors'] = await neighborsOf(result);
  if (result.has('pca_variance') && result.has('pca_variance_ratio'))
    uns['pca'] = dictionary({
      params: dictionary({ zero_center: true, use_highly_variable: result.has('highly_variable') }),
      variance: await result.array('pca_variance'),
      variance_ratio: await result.array('pca_variance_ratio'),
    });
  if (result.has('fit_alpha'))
    uns['recover_dynamics'] = dictionary({ fit_connected_states: true, use_raw: false });
  Object.assign(uns, columnColors(columns));
  if (result.has('fate_names')) {
    const names = await result.array('fate_names');
    uns['fate_names'] = names;
    uns[`${TERMINAL_STATES}_colors`] = {
      kind: 'strings',
      values: fateColors(names.values, columns['clusters']),
    };
  }
  return uns;
}

function velocityParameters(result: RunResult): Dictionary {
  const fit = parametersOf(result, 'velocity.');
  const graph = parametersOf(result, 'velocityGraph');
  const percentile = numberOr(fit['percentile'], 95);
  const embeddings = (['pca', 'umap'] as const).filter((basis) => result.has(`velocity_${basis}`));
  return dictionary({
    mode: MODES[result.info.model],
    fit_offset: fit['fitOffset'] === true,
    perc: denseFrom('f64', [100 - percentile, percentile]),
    mode_neighbors: 'distances',
    n_recurse_neighbors: numberOr(graph['rounds'], 2),
    // Without this list scVelo projects the velocities again before it draws them.
    embeddings: { kind: 'strings', values: embeddings },
  });
}

/** The neighbourhoods as they are: a file's own graph or few cells give others than were asked for. */
async function neighborsOf(result: RunResult): Promise<Dictionary> {
  const { components } = parametersOf(result, 'neighbors');
  const [, found = 30] = result.has('X_pca') ? (await result.array('X_pca')).shape : [];
  return neighborSettings(await result.array('distances'), {
    n_pcs: Math.min(numberOr(components, found), found),
    metric: 'euclidean',
    use_rep: 'X_pca',
  });
}

function provenance({ info }: RunResult): Dictionary {
  const steps = info.steps.map(({ id, version, parameters, fingerprint }) => ({
    id,
    version,
    parameters,
    fingerprint,
  }));
  return dictionary({
    version: info.version,
    run: info.name,
    dataset: info.dataset,
    model: info.model,
    seed: info.seed,
    created_at: info.createdAt,
    steps: JSON.stringify(steps),
  });
}

/** The parameters of the run's step of that id, or whose id begins so. */
function parametersOf(result: RunResult, id: string): Readonly<Record<string, unknown>> {
  return (
    result.info.steps.find((step) => step.id === id || (id.endsWith('.') && step.id.startsWith(id)))
      ?.parameters ?? {}
  );
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
