import { resolve } from 'node:path';

import { Command } from 'commander';

import { simulate } from '../../src-worker/simulate/index.ts';
import { writeSimulation } from '../export/simulation.ts';
import { realNumber, wholeNumber } from './numbers.ts';

interface SimulateFlags {
  cells?: number;
  genes?: number;
  states?: number;
  seed?: number;
  depth?: number;
  dispersion?: number;
}

/** `rnavelocity simulate OUT.h5ad`: counts on a branching tree whose velocity, rates, time and fates are known. */
export function simulateCommand(): Command {
  return new Command('simulate')
    .description('Write simulated counts and, beside them, the truth (velocity, rates, time, fate).')
    .argument('<out>', 'file to write (.h5ad); the truth goes to <out>.truth.h5ad')
    .option('--cells <number>', 'cells [3000]', wholeNumber)
    .option('--genes <number>', 'genes [2000]', wholeNumber)
    .option('--states <number>', 'states, one of them the progenitor [5]', wholeNumber)
    .option('--seed <number>', 'seed [0]', wholeNumber)
    .option('--depth <factor>', 'sequencing depth [1]', realNumber)
    .option('--dispersion <value>', 'over-dispersion of the counts, 0 for Poisson [0.1]', realNumber)
    .action(async (out: string, flags: SimulateFlags) => {
      const simulation = simulate({
        nCells: flags.cells,
        nGenes: flags.genes,
        nStates: flags.states,
        seed: flags.seed,
        depth: flags.depth,
        dispersion: flags.dispersion,
      });
      const files = await writeSimulation(simulation, resolve(out));
      process.stdout.write(`${files.join('\n')}\n`);
    });
}
