import { dense, json, strings, type CategoricalArray } from '../../data/arrays.ts';
import { DataError } from '../../data/errors.ts';
import { nearbyOrder } from '../../data/nearbyOrder.ts';
import { reordered } from '../../data/sparse.ts';
import { connectedComponents } from '../graph/components.ts';
import { defineStep } from '../step.ts';
import { solveAbsorption } from './absorption.ts';
import { createChain } from './chain.ts';
import { fateNames } from './fateNames.ts';
import { localChain } from './localChain.ts';
import { downstreamness, occupancies } from './occupancies.ts';
import { sharpened } from './sharpened.ts';
import { stationaryDistribution } from './stationary.ts';
import { findTerminalStates, mostDownstream, mostLikely, type FoundStates } from './terminalStates.ts';

/** Steps over which the flow forwards and backwards are compared, in units of `leastSteps`. */
export const HORIZON = 10;
/** At most this share of all cells belongs to one terminal state. */
const LARGEST_SHARE = 1 / 20;

/**
 * Terminal states and fate probabilities of the cells as an absorbing Markov chain (Lange 2022; La Manno 2018 for the
 * use of velocity transitions as a chain). Where no terminal state is found, as on a cycle, it warns and returns no
 * fates: `fate_probabilities` has no columns, entropy and time are NaN.
 */
export const fate = defineStep({
  id: 'fate',
  version: 3,
  title: 'Cell fate',
  summary:
    'Finds the terminal states of the velocity field and the probability of every cell to end in each, with its entropy and the expected number of steps.',
  reference: 'Lange et al. 2022, Nature Methods; Weber and Galliat 2002; Kemeny and Snell 1960',
  parameters: {
    terminalStates: {
      type: 'list',
      default: [],
      label: 'Terminal states',
      help: 'Clusters that are terminal. Left empty, terminal states are found. Of each cluster the most downstream cells are taken.',
    },
    states: {
      type: 'integer',
      default: 0,
      min: 0,
      max: 14,
      label: 'Number of terminal states',
      help: 'How many terminal states to look for; 0 finds the number too. Not used where clusters are given.',
    },
    connectivityWeight: {
      type: 'number',
      default: 0.2,
      min: 0,
      max: 1,
      label: 'Weight of the neighbours',
      help: 'The chain is (1 − w) of velocity transitions and w of neighbour weights. Some of the latter bridges gaps and averages over noise.',
      reference: 'Lange et al. 2022',
    },
    sharpness: {
      type: 'number',
      default: 0.7,
      min: 0.01,
      max: 2,
      label: 'Sharpness of the transitions',
      help: 'Transition probabilities are raised to this power. At 0.7 the chain has an effective scale of 7, between that of scVelo (10) and that which CellRank takes (the inverse of the median correlation, mostly 3 to 4): the softer, the less a single noisy correlation decides.',
    },
    hubCorrection: {
      type: 'boolean',
      default: true,
      label: 'Correct for hubs',
      help: 'Divides the transitions into each cell by their sum, so that cells in dense regions, which are near many others, do not draw the chain off its way.',
      reference: 'Landa, Coifman and Kluger 2021',
    },
    cellsPerState: {
      type: 'integer',
      default: 30,
      min: 1,
      max: 1000,
      label: 'Cells per terminal state',
      help: 'The most typical cells of each terminal state, which absorb; at most a twentieth of all cells.',
    },
    leastSteps: {
      type: 'number',
      default: 10,
      min: 2,
      max: 1000,
      unit: 'steps',
      label: 'Least stay in a state',
      help: 'Groups of cells that the chain leaves faster than this are no candidates for terminal states. Larger finds fewer.',
    },
  },
  inputs: ['transition_matrix', 'connectivities'],
  optionalInputs: ['clusters'],
  outputs: [
    'terminal_states',
    'fate_names',
    'fate_probabilities',
    'fate_entropy',
    'absorption_time',
    'stationary_distribution',
  ],
  async run(context) {
    const { terminalStates, states, connectivityWeight, leastSteps } = context.parameters;
    const clusters = context.optional('clusters');
    // Near cells stand together in the chain, whatever their order in the data, so that products with it read what lies together.
    const order = nearbyOrder(context.input('connectivities'));
    const chain = createChain(
      await sharpened(
        reordered(context.input('transition_matrix'), order),
        context.parameters.sharpness,
        context,
      ),
      reordered(context.input('connectivities'), order),
      connectivityWeight,
      context.parameters.hubCorrection,
      order,
    );
    const { cells } = chain;
    const cellsPerState = Math.max(
      1,
      Math.min(context.parameters.cellsPerState, Math.max(5, Math.floor(cells * LARGEST_SHARE))),
    );
    const groups = terminalStates.map((name) => placesOfCluster(clusters, name, order));
    const local = localChain(chain, connectivityWeight);
    const occupied = await occupancies(local, chain.connectivities, HORIZON * leastSteps, context);
    const downstream = downstreamness(occupied);
    context.progress(0.3);

    let found: FoundStates | undefined;
    if (groups.length === 0) {
      found = await findTerminalStates(
        local,
        occupied,
        connectedComponents(chain.connectivities).labels,
        { states, cellsPerState, leastSteps },
        context,
      );
      found.warnings.forEach((warning) => {
        context.warn(warning);
      });
    }
    const members = found?.members ?? groups.map((group) => mostDownstream(group, downstream, cellsPerState));
    context.progress(0.6);

    const fates = members.length;
    const probabilities = dense('f64', [cells, fates]);
    const time = dense('f32', [cells]);
    const entropy = dense('f32', [cells]);
    let chances: Float64Array = new Float64Array(0);
    if (fates > 0) {
      const absorbed = await solveAbsorption(chain, members, downstream, context);
      chances = absorbed.probabilities;
      inDataOrder(chances, order, probabilities.data);
      inDataOrder(absorbed.time, order, time.data);
      entropy.data.set(entropyInBits(probabilities.data, fates));
      if (absorbed.unreached > 0)
        context.warn(
          `${absorbed.unreached} of ${cells} cells reach none of the terminal states; their fate is left empty (NaN).`,
        );
      if (absorbed.doubtful > 0)
        context.warn(
          `${absorbed.doubtful} of ${cells} cells may also end in a place that is not among the terminal states; their probabilities are those given that they reach one.`,
        );
    } else {
      time.data.fill(Number.NaN);
      entropy.data.fill(Number.NaN);
      context.warn(
        'No terminal state was found: the cells go round in a cycle or the velocities have no common direction. Fate was left empty; choose terminal states by cluster if you know them.',
      );
    }
    context.progress(0.9);

    const stationary = dense('f32', [cells]);
    const settled = await stationaryDistribution(
      chain,
      found?.macrostate ?? mostLikely(chances, fates),
      context,
    );
    inDataOrder(settled.distribution, order, stationary.data);
    if (settled.residual > 1e-6)
      context.warn(
        `The stationary distribution did not converge (residual ${settled.residual.toExponential(1)}).`,
      );

    const memberCells = members.map((group) => group.map((place) => order[place]));
    return {
      terminal_states: json({
        method: found ? ('macrostates' as const) : ('given' as const),
        members: memberCells,
        eigenvalues: found?.eigenvalues ?? [],
      }),
      fate_names: strings(groups.length > 0 ? [...terminalStates] : fateNames(memberCells, clusters)),
      fate_probabilities: probabilities,
      fate_entropy: entropy,
      absorption_time: time,
      stationary_distribution: stationary,
    };
  },
});

/** Where in the order the cells of that cluster stand. */
function placesOfCluster(clusters: CategoricalArray | undefined, name: string, order: Uint32Array): number[] {
  if (!clusters)
    throw new DataError(
      `“${name}” is given as a terminal state, but there are no clusters.`,
      { step: 'fate' },
      'Cluster the cells first or leave terminalStates empty.',
    );
  const code = clusters.categories.indexOf(name);
  const places = [...order.keys()].filter((place) => clusters.codes[order[place]] === code);
  if (code < 0 || places.length === 0)
    throw new DataError(
      `no cell is in a cluster named “${name}”.`,
      { step: 'fate' },
      `The clusters: ${clusters.categories.join(', ')}.`,
    );
  return places;
}

/** Rows of values that stand in that order, put where their cells stand in the data. */
function inDataOrder(values: Float64Array, order: Uint32Array, out: Float32Array | Float64Array): void {
  const width = values.length / order.length;
  order.forEach((cell, place) => {
    out.set(values.subarray(place * width, (place + 1) * width), cell * width);
  });
}

/** Shannon entropy of each row in bits; NaN where the row is. */
function entropyInBits(probabilities: Float64Array, fates: number): Float32Array {
  const out = new Float32Array(probabilities.length / fates);
  for (let i = 0; i < out.length; i++) {
    let sum = 0;
    for (let k = i * fates; k < (i + 1) * fates; k++)
      if (probabilities[k] !== 0) sum -= probabilities[k] * Math.log2(probabilities[k]);
    out[i] = sum;
  }
  return out;
}
