/**
 * One whole run of ours, in a process of its own so that nothing of an earlier one is measured: prints seconds from opening the
 * file to the stored result, of each step, and the most memory of all threads meanwhile, as JSON.
 *
 *     node bench/oneRun.ts COUNTS MODEL THREADS FOLDER
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { runVelocityEngine as Engine } from '../src-main/engine.ts';
import type { Run, Stage } from './table.ts';

const BETWEEN_LOOKS_MS = 20;

const [input, model, threads, outDir] = process.argv.slice(2);
const built = pathToFileURL(resolve(import.meta.dirname, '../out/main/engine.js')).href;
const { runVelocityEngine } = (await import(built)) as { runVelocityEngine: typeof Engine };

const running = new Set<string>(['read']);
const peaks = new Map<string, number>();
let stored: { cpuSeconds: number; peakMB: number } | undefined;

function look(): void {
  const megabytes = process.memoryUsage.rss() / 1e6;
  for (const name of running) peaks.set(name, Math.max(peaks.get(name) ?? 0, megabytes));
}

const timer = setInterval(look, BETWEEN_LOOKS_MS);
const { seconds, stepSeconds } = await runVelocityEngine({
  input,
  outDir,
  model: model as Parameters<typeof runVelocityEngine>[0]['model'],
  threads: Number(threads),
  onProgress({ step, state, done, total }) {
    running.delete('read');
    if (state === 'running') running.add(step);
    look();
    if (state !== 'running') running.delete(step);
    if (done < total) return;
    const { user, system } = process.cpuUsage();
    stored = { cpuSeconds: (user + system) / 1e6, peakMB: (process.resourceUsage().maxRSS * 1024) / 1e6 };
    running.add('export');
  },
});
clearInterval(timer);

const stage = (name: string, taken: number): Stage => ({ seconds: taken, peakMB: peaks.get(name) ?? 0 });
const result: Run = {
  seconds: seconds.import + seconds.run,
  ...stored!,
  stages: {
    read: stage('read', seconds.import),
    ...Object.fromEntries(Object.entries(stepSeconds).map(([name, taken]) => [name, stage(name, taken)])),
    export: stage('export', seconds.export),
  },
};
process.stdout.write(`${JSON.stringify(result)}\n`);
