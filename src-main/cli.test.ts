import { spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { EngineSummary } from './engine.ts';

const root = resolve(import.meta.dirname, '..');
const pancreas = join(root, 'resources/examples/pancreas_739.h5ad');

interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

function cli(...args: string[]): Outcome {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'cli.ts'), ...args],
    {
      encoding: 'utf8',
    },
  );
  return { code: status, stdout, stderr };
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('rnavelocity run', () => {
  const small = ['run', '--cells', '300', '--genes', '150', '--states', '3', '--seed', '4'];
  let out: string;
  let summary: EngineSummary;
  beforeAll(() => {
    out = join(folder, 'synthetic');
    const outcome = cli(...small, '--out', out, '--json');
    expect(outcome.stderr).toContain('Cell fate');
    expect(outcome.code).toBe(0);
    summary = JSON.parse(outcome.stdout) as EngineSummary;
  });

  it('writes the project, the five outputs, the h5ad, the Methods text and the simulated data with their truth', () => {
    expect(readdirSync(out).sort()).toEqual([
      'fate_probabilities.csv',
      'kinetic_params.csv',
      'latent_time.csv',
      'methods.md',
      'project.rnavelocity',
      'references.bib',
      'result.h5ad',
      'synthetic.h5ad',
      'synthetic.truth.h5ad',
      'velocity_dashboard.html',
      'velocity_vectors.csv',
    ]);
  });

  it('gives a row for each cell and gene, and fates that sum to one', () => {
    const rows = (name: string): string[][] =>
      readFileSync(join(out, name), 'utf8')
        .trim()
        .split(/\r?\n/)
        .map((line) => line.split(','));
    expect(rows('velocity_vectors.csv')).toHaveLength(summary.cells + 1);
    expect(rows('kinetic_params.csv')).toHaveLength(summary.genes + 1);
    expect(rows('latent_time.csv')).toHaveLength(summary.cells + 1);
    const [header, ...fates] = rows('fate_probabilities.csv');
    expect(header.slice(1, 1 + summary.fates.length)).toEqual(summary.fates.map((fate) => fate.name));
    for (const row of fates) {
      const sum = row.slice(1, 1 + summary.fates.length).reduce((total, text) => total + Number(text), 0);
      expect(sum).toBeCloseTo(1, 6);
    }
  });

  it('takes everything from the project when it is called again, with equal outputs', () => {
    const before = readFileSync(join(out, 'velocity_vectors.csv'), 'utf8');
    const again = cli(...small, '--out', out);
    expect(again.code).toBe(0);
    expect(again.stderr.match(/already in the project/g)?.length).toBe(
      again.stderr.trim().split('\n').length,
    );
    expect(readFileSync(join(out, 'velocity_vectors.csv'), 'utf8')).toBe(before);
  });

  it('exports a stored run again', () => {
    const target = join(folder, 'again');
    const outcome = cli('export', join(out, 'project.rnavelocity'), '--format', 'csv', '--out', target);
    expect(outcome.stderr).toBe('');
    for (const name of ['velocity_vectors.csv', 'kinetic_params.csv', 'fate_probabilities.csv'])
      expect(readFileSync(join(target, name), 'utf8')).toBe(readFileSync(join(out, name), 'utf8'));
  });

  it('inspects its own simulated file and its own result', () => {
    const [simulated] = JSON.parse(cli('inspect', join(out, 'synthetic.h5ad'), '--json').stdout) as {
      cells: number;
    }[];
    expect(simulated.cells).toBe(300);
    // A result holds normalised layers, as scVelo's functions want them: nothing to start another run from.
    const result = cli('inspect', join(out, 'result.h5ad'));
    expect(result.stdout).toMatch(/The layer looks normalised/);
    expect(result.code).toBe(1);
  });

  it('inspects a file and its annotations as one dataset, and refuses what would lose cells', () => {
    const table = join(folder, 'clusters.csv');
    const rows = Array.from({ length: 290 }, (_, i) => `cell_${i},state ${i % 3}`);
    writeFileSync(table, ['barcode,state', ...rows].join('\n'));
    const args = ['inspect', join(out, 'synthetic.h5ad'), '--annotations', table, '--json'];
    const refused = cli(...args);
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain('10 of 300 cells with counts');
    const kept = cli(...args, '--unmatched', 'keep');
    expect(kept.code).toBe(0);
    expect(JSON.parse(kept.stdout)).toMatchObject([
      { cells: 300, merge: { annotations: [{ matched: 290, onlyCounts: { count: 10 } }] } },
    ]);
  });

  it('stops at Ctrl-C with code 130, leaves no output, and goes on when called again', async () => {
    const target = join(folder, 'stopped');
    const args = [
      join(import.meta.dirname, 'cli.ts'),
      'run',
      '-i',
      pancreas,
      '-m',
      'steady_state',
      '-o',
      target,
    ];
    const code = await new Promise((done) => {
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
      child.stderr.on('data', (text: Buffer) => {
        if (text.toString().includes('Moments')) child.kill('SIGINT');
      });
      child.on('exit', done);
    });
    expect(code).toBe(130);
    expect(readdirSync(target)).toEqual(['project.rnavelocity']);
    const fates = join(target, 'fate_probabilities.csv');
    writeFileSync(fates, 'of an earlier run');
    const again = cli(...args.slice(1), '--no-fate');
    expect(again.code).toBe(0);
    expect(existsSync(fates)).toBe(false);
    expect(again.stderr).toContain('Moments (already in the project)');
  });
});

describe('what cannot work is refused with a message and a code', () => {
  it.each([
    ['a missing file', ['run', '-i', 'nowhere.h5ad'], /nowhere\.h5ad/],
    [
      'an unknown cluster column',
      ['run', '-i', pancreas, '--clusters', 'nothing'],
      /no column “nothing”.*clusters/,
    ],
    [
      'a parameter out of range',
      ['run', '--pca.components', '0'],
      /“components” is 0.*\(--pca\.components\)/,
    ],
    ['a parameter that is not a number', ['run', '--pca.components', 'many'], /“many”|"many"/],
    ['a parameter of a step outside the plan', ['run', '--no-fate', '--fate.states', '3'], /no step “fate”/],
    ['too many threads', ['run', '--threads', '0'], /threads/],
    ['an unknown model', ['run', '-m', 'magic'], /magic/],
    ['an unknown flag', ['run', '--speed'], /--speed/],
    ['an impossible simulation', ['run', '--cells', '0'], /nCells/],
    ['a project that is not there', ['export', 'nowhere.rnavelocity'], /no such file/],
  ])('%s', (_, args, message) => {
    const outcome = cli(...args, ...(args[0] === 'run' ? ['--out', join(folder, 'refused')] : []));
    expect(outcome.stderr).toMatch(message);
    expect(outcome.stderr).not.toContain('not expected');
    expect(outcome.code).not.toBe(0);
  });

  it('a file without counts, even to inspect', () => {
    const outcome = cli('inspect', join(root, 'package.json'));
    expect(outcome.stdout).toContain('package.json: this is a JSON file, which holds no counts');
    expect(outcome.code).toBe(1);
  });

  it('flags that speak of files where none is given', () => {
    const outcome = cli('run', '--annotations', 'clusters.csv', '-o', join(folder, 'nothing'));
    expect(outcome.stderr).toContain('--annotations speaks of counts');
    expect(outcome.code).toBe(1);
  });

  it('a truncated file', () => {
    const path = join(folder, 'cut.h5ad');
    copyFileSync(pancreas, path);
    truncateSync(path, 100_000);
    const outcome = cli('run', '-i', path, '--out', join(folder, 'cut'));
    expect(outcome.stderr).toContain('cut.h5ad');
    expect(outcome.code).toBe(1);
    expect(existsSync(join(folder, 'cut', 'project.rnavelocity'))).toBe(false);
  });

  it('an output folder that is a file', () => {
    const path = join(folder, 'a-file');
    writeFileSync(path, '');
    const outcome = cli('run', '--out', path);
    expect(outcome.stderr).toContain('output folder cannot be made');
    expect(outcome.code).toBe(1);
  });
});

describe('the launcher', () => {
  it('says in one line which Node it needs and how to get it', () => {
    const launcher = join(import.meta.dirname, 'bin/rnavelocity.cjs');
    const script = `Object.defineProperty(process.versions, 'node', { value: '20.11.0' }); require(${JSON.stringify(launcher)});`;
    const { status, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
    expect(stderr).toMatch(
      /^rnavelocity needs Node 24 or later; this is Node 20.11.0. .*npx rnavelocity.*\n$/,
    );
    expect(status).toBe(1);
  });
});
