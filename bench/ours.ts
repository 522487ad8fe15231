import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import type { Run } from './table.ts';

const cli = join(import.meta.dirname, '../out/main/cli.js');

/** A simulated file of that size, the same each time. */
export function simulateCounts(folder: string, cells: string, genes: string): string {
  const path = join(folder, `simulated_${cells}x${genes}.h5ad`);
  execFileSync(process.execPath, [cli, 'simulate', path, '--cells', cells, '--genes', genes]);
  return path;
}

/** One whole run in a process of its own. */
export function runOurs(input: string, model: string, threads: string, out: string): Run {
  const script = join(import.meta.dirname, 'oneRun.ts');
  const text = execFileSync(process.execPath, [script, input, model, threads, out], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(text.trim().split('\n').at(-1) ?? '') as Run;
}
