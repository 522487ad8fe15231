/** `npm run bench`: how long the whole analysis takes and how much memory it needs, beside its peers; see README.md. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';

import { installPeers, runPeer } from './peers.ts';
import { runOurs, simulateCounts } from './ours.ts';
import { resultTable, type Measurement } from './table.ts';

const { values: options } = parseArgs({
  options: {
    input: { type: 'string' },
    cells: { type: 'string', default: '3000' },
    genes: { type: 'string', default: '2000' },
    models: { type: 'string', default: 'steady_state,stochastic,dynamical' },
    repeat: { type: 'string', default: '3' },
    threads: { type: 'string', default: String(cpus().length) },
    peers: { type: 'boolean', default: false },
  },
});

const folder = mkdtempSync(join(tmpdir(), 'rnavelocity-bench-'));
try {
  const input = options.input ?? simulateCounts(folder, options.cells, options.genes);
  const repeat = Number(options.repeat);
  const python = options.peers ? installPeers() : undefined;
  const measurements: Measurement[] = [];
  for (const model of options.models.split(',')) {
    const runs = [];
    for (let k = 0; k < repeat; k++)
      runs.push(await runOurs(input, model, options.threads, join(folder, `${model}-${k}`)));
    measurements.push({ model, tool: 'RNAVelocity', runs });
    if (python)
      for (const peer of ['scvelo', 'scvelo_rs'])
        measurements.push({
          model,
          tool: peer,
          runs: Array.from({ length: repeat }, () => runPeer(python, peer, input, model)),
        });
  }
  const machine = `${cpus()[0].model}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${options.threads} threads`;
  const text = `# ${basename(input)}, ${new Date().toISOString().slice(0, 10)}\n\n${machine}; medians of ${repeat}.\n\n${resultTable(measurements)}\n`;
  const results = join(import.meta.dirname, 'results');
  mkdirSync(results, { recursive: true });
  const path = join(results, `${basename(input, '.h5ad')}.md`);
  writeFileSync(path, text);
  process.stdout.write(`${text}\nWritten to ${path}\n`);
} finally {
  rmSync(folder, { recursive: true });
}
