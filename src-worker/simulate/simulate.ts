import { dense, type DenseArray } from '../data/arrays.ts';
import type { Column, Dataset } from '../data/dataset.ts';
import { createRandom } from '../data/random.ts';
import { CountBuilder } from './countBuilder.ts';
import { drawKinetics, edgeStarts, stateAt, type Kinetics } from './kinetics.ts';
import { resolveSimulationOptions, type SimulationOptions } from './options.ts';
import { overdispersedCount } from './samplers.ts';
import { buildTree, type Edge } from './tree.ts';

/** What the counts were drawn from. */
export interface SimulationTruth {
  /** Cells × genes, molecules before capture; velocity is ds/dt = βu − γs. */
  u: DenseArray<Float32Array>;
  s: DenseArray<Float32Array>;
  velocity: DenseArray<Float32Array>;
  /** Time of each cell since the root. */
  time: Float64Array;
  beta: Float64Array;
  gamma: Float64Array;
  dynamic: Uint8Array;
  edges: Edge[];
  /** The edge of each cell. */
  edgeOf: Int32Array;
}

export interface Simulation {
  dataset: Dataset;
  truth: SimulationTruth;
}

/** Spread of the cells' sizes (standard deviation of their log). */
const SIZE_SIGMA = 0.3;

/**
 * Simulates spliced and unspliced counts of cells on a differentiation tree whose velocity, time, fate and rates are
 * known. Cells are uniform in time over the edges; u and s follow the kinetics exactly; counts are Poisson around
 * them, scaled by each cell's size and over-dispersed by a gamma factor a count.
 *
 * The dataset has obs `clusters` (the edge), `true_time` and `true_fate` (the ends within reach, joined by “|”), and
 * var `true_beta`, `true_gamma` and `dynamic`. The same options give the same numbers on every machine.
 *
 * @throws DataError for options out of their range.
 */
export function simulate(given: Partial<SimulationOptions> = {}): Simulation {
  const options = resolveSimulationOptions(given);
  const { nCells, nGenes, seed } = options;
  const edges = buildTree(options.nStates);
  const kinetics = drawKinetics(createRandom(seed, 'simulate/genes'), edges, nGenes, options.fractionDynamic);
  const { edgeOf, timeOnEdge } = placeCells(edges, nCells, seed);
  const truth: SimulationTruth = {
    u: dense('f32', [nCells, nGenes]),
    s: dense('f32', [nCells, nGenes]),
    velocity: dense('f32', [nCells, nGenes]),
    time: Float64Array.from(edgeOf, (e, i) => edges[e].start + timeOnEdge[i]),
    beta: kinetics.beta,
    gamma: kinetics.gamma,
    dynamic: kinetics.dynamic,
    edges,
    edgeOf,
  };
  const spliced = new CountBuilder(nCells, nGenes);
  const unspliced = new CountBuilder(nCells, nGenes);
  const random = createRandom(seed, 'simulate/counts');
  const starts = edgeStarts(kinetics, edges);
  const state = new Float64Array(3);
  for (let i = 0; i < nCells; i++) {
    const size = options.depth * Math.exp(SIZE_SIGMA * random.normal());
    for (let g = 0; g < nGenes; g++) {
      stateAt(kinetics, starts, edgeOf[i], g, timeOnEdge[i], state);
      const at = i * nGenes + g;
      truth.u.data[at] = state[0];
      truth.s.data[at] = state[1];
      truth.velocity.data[at] = kinetics.beta[g] * state[0] - kinetics.gamma[g] * state[1];
      const unsplicedCount = overdispersedCount(random, state[0] * size, options.dispersion);
      if (unsplicedCount > 0) unspliced.push(g, unsplicedCount);
      const splicedCount = overdispersedCount(random, state[1] * size, options.dispersion);
      if (splicedCount > 0) spliced.push(g, splicedCount);
    }
    unspliced.endRow();
    spliced.endRow();
  }
  return { dataset: toDataset(options, kinetics, truth, spliced, unspliced), truth };
}

/** Puts each cell on an edge, with a chance proportional to its duration, at a uniform time on it. */
function placeCells(
  edges: Edge[],
  nCells: number,
  seed: number,
): { edgeOf: Int32Array; timeOnEdge: Float64Array } {
  const random = createRandom(seed, 'simulate/cells');
  const total = edges.reduce((sum, edge) => sum + edge.duration, 0);
  const edgeOf = new Int32Array(nCells);
  const timeOnEdge = new Float64Array(nCells);
  for (let i = 0; i < nCells; i++) {
    let left = random.uniform() * total;
    let e = 0;
    while (e < edges.length - 1 && left >= edges[e].duration) left -= edges[e++].duration;
    edgeOf[i] = e;
    timeOnEdge[i] = random.uniform() * edges[e].duration;
  }
  return { edgeOf, timeOnEdge };
}

function toDataset(
  options: SimulationOptions,
  kinetics: Kinetics,
  truth: SimulationTruth,
  spliced: CountBuilder,
  unspliced: CountBuilder,
): Dataset {
  const { edges, edgeOf } = truth;
  const fates = edges.map((edge) => edge.ends.map((e) => edges[e].name).join('|'));
  const fateNames = [...new Set(fates)].sort();
  const clusters: Column = {
    kind: 'categorical',
    codes: edgeOf.slice(),
    categories: edges.map((e) => e.name),
  };
  const fate: Column = {
    kind: 'categorical',
    codes: edgeOf.map((e) => fateNames.indexOf(fates[e])),
    categories: fateNames,
  };
  return {
    source: { path: `simulated (seed ${options.seed})`, format: 'simulation' },
    cellNames: Array.from({ length: options.nCells }, (_, i) => `cell_${i}`),
    geneNames: Array.from({ length: options.nGenes }, (_, g) => `gene_${g}`),
    layers: { spliced: spliced.finish(), unspliced: unspliced.finish() },
    obs: { clusters, true_time: { kind: 'numbers', values: truth.time.slice() }, true_fate: fate },
    var: {
      true_beta: { kind: 'numbers', values: kinetics.beta.slice() },
      true_gamma: { kind: 'numbers', values: kinetics.gamma.slice() },
      dynamic: { kind: 'booleans', values: kinetics.dynamic.slice() },
    },
    obsm: {},
    obsp: {},
    warnings: [],
  };
}
