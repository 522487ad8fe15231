import { terminalStates } from '../steps/graph/rootsAndEnds.ts';
import { neighbourAverage } from '../steps/graph/neighbourAverage.ts';
import { velocityPseudotime } from '../steps/graph/velocityDiffusion.ts';
import { atLeast, pearson } from './measures.ts';
import type { Reference } from './reference.ts';
import type { ParityRow } from './row.ts';

/** Root and end points and velocity pseudotime on the reference's dynamical graph. */
export function pseudotimeParity(reference: Reference): ParityRow[] {
  const graph = reference.sparse('obsp/dynamical_graph');
  const graphNeg = reference.sparse('obsp/dynamical_graph_neg');
  const distances = reference.sparse('obsp/distances');
  const tolerance = 1e-3;
  const roots = terminalStates(graph, graphNeg, distances, { tolerance, backward: true });
  const ends = terminalStates(graph, graphNeg, distances, { tolerance });
  const scveloRoots = reference.obs('root_cells').some((value) => value > 0) ? 1 : 0;
  const root = earliestCell(reference);
  const end = largestPlace(
    neighbourAverage(reference.sparse('obsp/connectivities'), reference.obs('end_points')),
  );
  const time = velocityPseudotime(graph, graphNeg, { root, end });
  return [
    {
      stage: 'roots and ends',
      quantity: 'root regions at eigenvalue ≥ 0.999',
      measured: roots.stationary,
      bound: `= ${scveloRoots}`,
      passed: roots.stationary === scveloRoots,
      detail: `scVelo finds none here; the slowest-leaking region (eigenvalue ${roots.leaking.map((value) => value.toFixed(4)).join(', ')}) is shown instead`,
    },
    atLeast(
      {
        stage: 'roots and ends',
        quantity: 'end_points (Pearson)',
        measured: pearson(ends.probability, reference.obs('end_points')),
        detail: 'from the reference’s velocity graph and neighbour distances',
      },
      0.95,
    ),
    atLeast(
      {
        stage: 'pseudotime',
        quantity: 'velocity pseudotime (Pearson)',
        measured: pearson(time, reference.obs('dynamical_pseudotime')),
        detail: `from cell ${root}, the earliest by summed gene times, as scVelo’s latent time asks for it, to the end points`,
      },
      0.99,
    ),
  ];
}

/** The cell with the smallest sum of gene times, over genes with a likelihood of at least 0.1. */
function earliestCell(reference: Reference): number {
  const { cells, genes } = reference;
  const times = reference.layer64('fit_t').data;
  const likelihood = reference.var('fit_likelihood');
  const sums = new Float64Array(cells);
  for (let g = 0; g < genes; g++) {
    const row = times.subarray(g * cells, (g + 1) * cells);
    if (!(likelihood[g] >= 0.1) || row.some(Number.isNaN)) continue;
    for (let i = 0; i < cells; i++) sums[i] += row[i];
  }
  return largestPlace(sums.map((sum) => -sum));
}

function largestPlace(values: Float64Array): number {
  return values.reduce((best, value, i) => (value > values[best] ? i : best), 0);
}
