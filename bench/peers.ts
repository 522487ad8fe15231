import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { Run } from './table.ts';

const venv = join(import.meta.dirname, '.venv');
// scVelo's stochastic model fails with newer numpy.
const PACKAGES = ['numpy<2.3', 'scvelo==0.3.4', 'scvelo-rs==0.1.3', 'scanpy==1.11.5'];

/** Installs the peers into bench/.venv, once; the path of its Python. */
export function installPeers(): string {
  const python = join(venv, 'bin/python');
  if (!existsSync(python)) {
    execFileSync('python3', ['-m', 'venv', venv], { stdio: 'inherit' });
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', ...PACKAGES], { stdio: 'inherit' });
  }
  return python;
}

/** One whole run of a peer in a process of its own; it counts neither its imports nor any writing. */
export function runPeer(python: string, peer: string, input: string, model: string): Run {
  const script = join(import.meta.dirname, 'peers.py');
  const text = execFileSync(python, [script, peer, input, model], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return JSON.parse(text.trim().split('\n').at(-1) ?? '') as Run;
}
