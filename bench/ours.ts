import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { EngineSummary } from '../src-main/engine.ts';
import type { Run } from './table.ts';

const cli = join(import.meta.dirname, '../out/main/cli.js');

/** A simulated file of that size, the same each time. */
export function simulateCounts(folder: string, cells: string, genes: string): string {
  const path = join(folder, `simulated_${cells}x${genes}.h5ad`);
  execFileSync(process.execPath, [cli, 'simulate', path, '--cells', cells, '--genes', genes]);
  return path;
}

/**
 * One whole run in a process of its own: seconds from opening the file to the stored result, of each step, and the
 * peak memory of all its threads (on Linux; 0 elsewhere).
 */
export async function runOurs(input: string, model: string, threads: string, out: string): Promise<Run> {
  const args = ['run', '--input', input, '--out', out, '--model', model, '--threads', threads, '--json'];
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  child.stdout.on('data', (piece: Buffer) => (text += piece.toString()));
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, peakMemory(child.pid))), 50);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearInterval(watch);
  if (code !== 0) throw new Error(`The ${model} run ended with code ${code}`);
  const summary = JSON.parse(text) as EngineSummary;
  return {
    seconds: summary.seconds.import + summary.seconds.run,
    peakMB: peak,
    stages: { read: summary.seconds.import, ...summary.stepSeconds },
  };
}

function peakMemory(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0; // not Linux, or just ended
  }
}
