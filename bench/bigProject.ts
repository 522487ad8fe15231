import { availableParallelism } from 'node:os';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { createPool } from '../src-main/compute/pool.ts';
import { executeRun } from '../src-main/compute/runSession.ts';
import { importDataset } from '../src-main/project/importDataset.ts';
import { createProject } from '../src-main/project/project.ts';
import type { Dataset } from '../src-worker/data/dataset.ts';
import { simulate } from '../src-worker/simulate/index.ts';

/**
 * Makes a project of many simulated cells with one finished run, to measure on: see README.md. A file that is there
 * already is left as it is.
 */
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'big.rnavelocity' },
    cells: { type: 'string', default: '100000' },
    genes: { type: 'string', default: '2000' },
    fate: { type: 'boolean', default: false },
  },
});

if (existsSync(values.out)) process.stdout.write(`${values.out} is there already.\n`);
else await make(values.out, Number(values.cells), Number(values.genes), values.fate);

async function make(path: string, cells: number, genes: number, fate: boolean): Promise<void> {
  const project = createProject(path);
  const pool = createPool(availableParallelism());
  try {
    const { id } = await importDataset(
      project.database,
      simulatedDataset(cells, genes),
      `${cells} simulated cells`,
    );
    say('Imported');
    const settings = { model: 'steady_state', fate, seed: 0, parameters: {} } as const;
    await executeRun(project, pool, id, settings, {
      onProgress: ({ title, state }) => {
        if (state === 'done') say(title);
      },
    });
    say('Stored');
  } finally {
    await pool.close();
    project.close();
  }
}

/** In a function of its own, so that the truth can be let go of before the run. */
function simulatedDataset(nCells: number, nGenes: number): Dataset {
  const { dataset } = simulate({ nCells, nGenes, nStates: 5 });
  say('Simulated');
  return dataset;
}

function say(what: string): void {
  process.stdout.write(`${(performance.now() / 1000).toFixed(0).padStart(5)} s  ${what}\n`);
}
