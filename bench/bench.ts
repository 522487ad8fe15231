/** `npm run bench`: how long the whole analysis takes and how much memory it needs, beside its peers; see README.md. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';

import { barPlot } from './barPlot.ts';
import { machine } from './machine.ts';
import { runOurs, simulateCounts } from './ours.ts';
import { hasPython, installPeers, peerVersions, runPeer } from './peers.ts';
import { OURS, resultTable, type Measurement } from './table.ts';

const { values: options } = parseArgs({
  options: {
    input: { type: 'string' },
    cells: { type: 'string', default: '3000' },
    genes: { type: 'string', default: '2000' },
    models: { type: 'string', default: 'steady_state,stochastic,dynamical' },
    repeat: { type: 'string', default: '3' },
    'peer-repeat': { type: 'string', default: '1' },
    peers: { type: 'string', default: 'scvelo,scvelo_rs' },
    threads: { type: 'string', default: String(cpus().length) },
    quick: { type: 'boolean', default: false },
  },
});

const folder = mkdtempSync(join(tmpdir(), 'rnavelocity-bench-'));
try {
  const input = options.input ?? simulateCounts(folder, options.cells, options.genes);
  const python = options.quick || !hasPython() ? undefined : installPeers();
  if (!python && !options.quick) process.stdout.write('No Python 3.10 to 3.12 was found: ours alone.\n');
  const where = machine(options.threads);
  const measurements: Measurement[] = [];
  const measure = (
    model: string,
    tool: string,
    repeat: number,
    run: (k: number) => Measurement['runs'][0],
  ): void => {
    const runs = Array.from({ length: repeat }, (_, k) => run(k));
    measurements.push({ model, tool, runs });
    process.stdout.write(
      `${model}, ${tool}: ${runs.map(({ seconds }) => seconds.toFixed(1)).join(', ')} s\n`,
    );
  };
  for (const model of options.models.split(',')) {
    measure(model, OURS, Number(options.repeat), (k) => {
      const out = join(folder, `${model}-${k}`);
      const run = runOurs(input, model, options.threads, out);
      rmSync(out, { recursive: true });
      return run;
    });
    if (python)
      for (const peer of options.peers.split(','))
        measure(model, peer, Number(options['peer-repeat']), () => runPeer(python, peer, input, model));
  }
  const name = basename(input, '.h5ad');
  const results = join(import.meta.dirname, 'results');
  mkdirSync(results, { recursive: true });
  const text = [
    `# ${name}, ${new Date().toISOString().slice(0, 10)}`,
    '',
    `${where}. Medians of ${options.repeat} runs of ours${python ? ` and ${options['peer-repeat']} of the others. ${peerVersions(python)}` : ''}.`,
    'Ours: from opening the file to the stored result; stages overlap. The peers: without imports and writing, fates by CellRank.',
    '',
    resultTable(measurements),
    '',
    `![Whole runs](${name}.svg)`,
    '',
  ].join('\n');
  writeFileSync(join(results, `${name}.svg`), barPlot(measurements, `Whole run on ${name}, seconds`));
  writeFileSync(join(results, `${name}.md`), text);
  process.stdout.write(`\n${text}\nWritten to ${join(results, `${name}.md`)}\n`);
} finally {
  rmSync(folder, { recursive: true });
}
