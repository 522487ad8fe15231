import { fate, HORIZON } from '../../../src-worker/steps/fate/fate.ts';
import { count, counted, listed, writer, type Writer } from './writer.ts';

/** Where cells end. */
export const FATE: readonly Writer[] = [
  writer(fate, (p, { fates }) => [
    `Cell fate was described by an absorbing Markov chain [@kemeny1960; @lange2022]: transition probabilities raised to the power of ${p.sharpness}, mixed with neighbour weights (${p.connectivityWeight})${p.hubCorrection ? ' and corrected for hubs by dividing the transitions into each cell by their sum [@landa2021]' : ''}.`,
    p.terminalStates.length > 0
      ? `The clusters ${listed(p.terminalStates)} were given as terminal states, of which the most downstream cells were taken, by their occupancies over ${count(HORIZON * p.leastSteps)} steps forward and backward.`
      : `Terminal states were sought among macrostates of the slow modes of the chain, found by the inner simplex algorithm [@weber2002], that it leaves in no fewer than ${p.leastSteps} steps and in which it gathers going forward${
          p.states > 0 ? `, and the ${count(p.states)} most downstream were taken` : ''
        }; ${fates.length > 0 ? `found ${fates.length === 1 ? 'was' : 'were'} ${listed(fates)}` : 'none was found'}.`,
    `Of each state, up to ${counted(p.cellsPerState, 'cell')} absorbed.`,
    'For every cell, the probability of absorption in each terminal state, its entropy and the expected number of steps were computed.',
  ]),
];
