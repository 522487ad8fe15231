/**
 * How time and memory grow with the number of cells: runs ours on simulated data of several sizes and writes docs/growth.md and
 * docs/images/growth.svg. See README.md.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { growthPlot, type GrowthPoint } from './growthPlot.ts';
import { machine } from './machine.ts';
import { runOurs, simulateCounts } from './ours.ts';

const { values: options } = parseArgs({
  options: {
    cells: { type: 'string', default: '3000,10000,30000,100000' },
    genes: { type: 'string', default: '2000' },
    model: { type: 'string', default: 'steady_state' },
    threads: { type: 'string', default: String(cpus().length) },
    /** A folder with files made before, named as this makes them. */
    data: { type: 'string' },
  },
});

const docs = join(import.meta.dirname, '../docs');
const folder = mkdtempSync(join(tmpdir(), 'rnavelocity-growth-'));
try {
  const where = machine(options.threads);
  const points = options.cells.split(',').map((cells): GrowthPoint => {
    const ready = join(options.data ?? folder, `simulated_${cells}x${options.genes}.h5ad`);
    const input = existsSync(ready) ? ready : simulateCounts(folder, cells, options.genes);
    const { seconds, cpuSeconds, peakMB } = runOurs(
      input,
      options.model,
      options.threads,
      join(folder, cells),
    );
    rmSync(join(folder, cells), { recursive: true });
    process.stdout.write(
      `${cells} cells: ${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} CPU s, ${peakMB.toFixed(0)} MB\n`,
    );
    return { cells: Number(cells), seconds, cpuSeconds, peakMB };
  });
  const title = `${options.model.replace('_', ' ')} model with UMAP and fate, ${options.genes} genes`;
  writeFileSync(join(docs, 'images/growth.svg'), growthPlot(points, title));
  writeFileSync(join(docs, 'growth.md'), report(points, title, where));
} finally {
  rmSync(folder, { recursive: true });
}

function report(points: readonly GrowthPoint[], title: string, where: string): string {
  const [first] = points;
  const nLogN = ({ cells }: GrowthPoint): number => cells * Math.log(cells);
  const rows = points.map((point) => {
    const grown = point.cpuSeconds / first.cpuSeconds / (nLogN(point) / nLogN(first));
    return `| ${point.cells.toLocaleString('en')} | ${point.seconds.toFixed(1)} | ${point.cpuSeconds.toFixed(1)} | ${grown.toFixed(2)} | ${point.peakMB.toFixed(0)} |`;
  });
  return `# Growth with the number of cells

The ${title}, from opening the file to the stored result, without exports; one run each. Measured by \`node bench/growth.ts\` on
${new Date().toISOString().slice(0, 10)}: ${where}.

| cells | seconds | seconds of all cores | of all cores, against n log n from the first | peak MB of the whole process |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

![Seconds over cells](images/growth.svg)
`;
}
