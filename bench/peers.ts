import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { Run } from './table.ts';

const venv = join(import.meta.dirname, '.venv');
// scVelo's stochastic model fails with newer numpy.
const PACKAGES = ['numpy<2.3', 'scvelo==0.3.4', 'scvelo-rs==0.1.3', 'scanpy==1.11.5', 'cellrank==2.0.7'];
/** Put where the installation ended well. */
const COMPLETE = join(venv, 'peers-installed');

/** Whether there is a Python that the peers run on. */
export function hasPython(): boolean {
  try {
    const version = execFileSync('python3', ['-c', 'import sys; print(sys.version_info[1])'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return Number(version) >= 10 && Number(version) <= 12;
  } catch {
    return false;
  }
}

/** Installs the peers into bench/.venv, once; the path of its Python. */
export function installPeers(): string {
  const python = join(venv, 'bin/python');
  if (!existsSync(COMPLETE)) {
    execFileSync('python3', ['-m', 'venv', venv], { stdio: 'inherit' });
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', ...PACKAGES], { stdio: 'inherit' });
    execFileSync(python, ['-c', `open(${JSON.stringify(COMPLETE)}, "w")`]);
  }
  return python;
}

/** The versions of the peers and of what they stand on, for the table. */
export function peerVersions(python: string): string {
  const names = ['scvelo', 'scvelo-rs', 'cellrank', 'scanpy', 'numpy', 'scipy'];
  const script = `import importlib.metadata as m, platform; print("Python", platform.python_version(), *[", " + n + " " + m.version(n) for n in ${JSON.stringify(names)}], sep=" ")`;
  return execFileSync(python, ['-c', script], { encoding: 'utf8' }).trim().replaceAll(' ,', ',');
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
