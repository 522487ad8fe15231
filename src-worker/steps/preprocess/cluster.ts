import Graph from 'graphology';
import louvain from 'graphology-communities-louvain';

import type { CategoricalArray, SparseMatrix } from '../../data/arrays.ts';
import { usedCategories } from '../../data/categories.ts';
import { defineStep } from '../step.ts';

/**
 * Groups of cells: those of the file, restricted to the kept cells, or communities of the neighbour graph by the
 * Louvain method, named '0', '1', … from the largest.
 */
export const cluster = defineStep({
  id: 'cluster',
  version: 1,
  title: 'Clusters',
  summary: 'Takes the clusters of the file, or finds communities of the neighbour graph.',
  reference: 'Blondel et al. 2008, Journal of Statistical Mechanics P10008',
  parameters: {
    source: {
      type: 'choice',
      default: 'auto',
      choices: ['auto', 'compute'],
      label: 'Clusters',
      help: 'auto: those of the file where it has them; compute: always find them anew.',
    },
    resolution: {
      type: 'number',
      default: 1,
      min: 0.01,
      max: 100,
      label: 'Resolution',
      help: 'Higher values give more and smaller clusters.',
    },
  },
  inputs: ['connectivities', 'cell_index'],
  optionalInputs: ['clusters_given'],
  outputs: ['clusters'],
  seeded: true,
  run(context) {
    const given = context.optional('clusters_given');
    if (given && context.parameters.source === 'auto')
      return { clusters: restricted(given, context.input('cell_index').data) };

    const connectivities = context.input('connectivities');
    const graph = weightedGraph(connectivities, context.checkCancelled);
    context.progress(0.5);
    const random = context.random('louvain');
    const communities = louvain(graph, {
      resolution: context.parameters.resolution,
      getEdgeWeight: 'weight',
      rng: () => {
        context.checkCancelled();
        return random.uniform();
      },
    });
    return {
      clusters: bySize(Array.from({ length: connectivities.rows }, (_, i) => communities[String(i)])),
    };
  },
});

/** The clusters of some cells; categories that none of them has are dropped. */
function restricted(given: CategoricalArray, cells: Uint32Array): CategoricalArray {
  return usedCategories({ ...given, codes: Int32Array.from(cells, (cell) => given.codes[cell]) });
}

/** An undirected graph of the cells; the weight of an edge is the mean of its two directions. */
function weightedGraph(connectivities: SparseMatrix<Float32Array>, checkCancelled: () => void): Graph {
  const graph = new Graph({ type: 'undirected', allowSelfLoops: false });
  for (let i = 0; i < connectivities.rows; i++) graph.addNode(String(i), {});
  for (let i = 0; i < connectivities.rows; i++) {
    if (i % 1000 === 0) checkCancelled();
    for (let p = connectivities.indptr[i]; p < connectivities.indptr[i + 1]; p++) {
      const j = connectivities.indices[p];
      const half = connectivities.data[p] / 2;
      if (i === j || half === 0) continue;
      graph.updateEdge(String(Math.min(i, j)), String(Math.max(i, j)), (attributes) => ({
        weight: ((attributes['weight'] as number | undefined) ?? 0) + half,
      }));
    }
  }
  return graph;
}

/** Communities renumbered from the largest; of two of one size the one with the first cell comes first. */
function bySize(community: readonly number[]): CategoricalArray {
  const sizes = new Map<number, number>();
  for (const c of community) sizes.set(c, (sizes.get(c) ?? 0) + 1);
  const order = [...sizes.keys()].sort((a, b) => sizes.get(b)! - sizes.get(a)!);
  const place = new Map(order.map((c, rank) => [c, rank]));
  return {
    kind: 'categorical',
    codes: Int32Array.from(community, (c) => place.get(c)!),
    categories: order.map((_, rank) => String(rank)),
  };
}
