import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { readDataset } from '../../src-worker/formats/readDataset.ts';
import { createPool } from '../compute/pool.ts';
import { executeRun } from '../compute/runSession.ts';
import { exportFigure } from '../figures/drawFigure.ts';
import { prepareFigure } from '../figures/prepareFigure.ts';
import { readSpec } from '../figures/spec/readSpec.ts';
import { importDataset } from '../project/importDataset.ts';
import { createProject, openProject } from '../project/project.ts';
import { createViewReader } from '../views/reader.ts';
import { figureCommand } from './figure.ts';

const root = resolve(import.meta.dirname, '../..');
const guide = readFileSync(join(root, 'docs/figures.md'), 'utf8');
const examples = [...guide.matchAll(/```json\n(.*?)```/gs)].map((match, i) => ({ i, text: match[1] }));

let folder: string;
let path: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'figure-'));
  path = join(folder, 'p.rnavelocity');
  const project = createProject(path);
  const pool = createPool(availableParallelism());
  const dataset = await readDataset(join(root, 'resources/examples/pancreas_739.h5ad'));
  const { id } = await importDataset(project.database, dataset, 'Pancreas');
  const settings = { model: 'dynamical', fate: true, seed: 0, parameters: {} } as const;
  await executeRun(project, pool, id, settings);
  await pool.close();
  project.close();
}, 400_000);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Runs the command in this process; gives what it prints. */
async function figure(...args: string[]): Promise<string> {
  let printed = '';
  const writing = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  try {
    await figureCommand().parseAsync(args, { from: 'user' });
  } finally {
    writing.mockRestore();
  }
  return printed;
}

describe('the guide to figures', () => {
  it('has examples', () => {
    expect(examples.length).toBeGreaterThan(3);
  });

  it.each(examples)('has an example that is drawn: $text', async ({ i, text }) => {
    const project = openProject(path);
    try {
      const prepared = await prepareFigure(createViewReader(project.database), readSpec(text, 'the guide'));
      const target = {
        path: join(folder, `example-${i}.svg`),
        title: 'Example',
        format: 'svg',
        dpi: 300,
      } as const;
      await exportFigure(prepared, target);
      expect(readFileSync(target.path, 'utf8')).toContain('</svg>');
    } finally {
      project.close();
    }
  });

  it('names the flags of the command', () => {
    const help = figureCommand().helpInformation();
    for (const [, flag] of guide.matchAll(/\| `(--[a-z]+)/g)) expect(help).toContain(flag);
  });
});

describe('rnavelocity figure', () => {
  it('reads a figure from standard input and says what it wrote', () => {
    const out = join(folder, 'piped.pdf');
    const args = [join(root, 'src-main/cli.ts'), 'figure', path, '--spec', '-', '--out', out];
    const input = '{"panels": [{"kind": "quality"}]}';
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', input });
    expect([status, stdout, stderr]).toEqual([0, `${out}\n`, '']);
    expect(readFileSync(out, 'latin1')).toMatch(/^%PDF-/);
  }, 60_000);

  it('writes several formats, keeps the figure in the project and draws it again by its name', async () => {
    const [spec, tif, png] = ['a.json', 'a.tif', 'b.png'].map((name) => join(folder, name));
    writeFileSync(spec, '{"panels": [{"kind": "quality"}]}');
    expect(await figure(path, '--spec', spec, '--out', tif, png, '--dpi', '150', '--save', 'Quality')).toBe(
      `${tif}\n${png}\nKept in the project as “Quality”.\n`,
    );
    expect(readFileSync(tif, 'latin1')).toMatch(/^II\*/);
    expect(await figure(path, '--list')).toBe('Quality: quality; last finished run\n');
    rmSync(png);
    expect(await figure(path, '--name', 'Quality', '--out', png)).toBe(`${png}\n`);
    expect(readFileSync(png, 'latin1')).toMatch(/^\x89PNG/);
    await figure(path, '--name', 'Quality', '--run', '1', '--save', 'Quality');
    expect(await figure(path, '--list')).toBe('Quality: quality; run 1\n');
  }, 30_000);

  it('prints the schema without a project', async () => {
    expect(JSON.parse(await figure('--schema'))).toHaveProperty('properties.panels');
  });

  it('says what is wrong, and writes nothing', async () => {
    const bad = join(folder, 'bad.json');
    writeFileSync(bad, '{"panels": [{"kind": "embedding", "colourBy": "x"}], "columns": 9}');
    const out = join(folder, 'none.pdf');
    const wrong: [string[], string][] = [
      [['--spec', bad, '--out', out], 'panels[0].colourBy is no entry; is “colorBy” meant?'],
      [['--spec', bad, '--out', out], 'columns is 9, and may be at most 6.'],
      [['--spec', join(folder, 'no.json'), '--out', out], 'there is no such file'],
      [['--name', 'Qualty', '--out', out], 'Did you mean “Quality”?'],
      [['--name', 'Quality', '--out', `${out}.jpg`], 'figures are not written as .jpg'],
      [['--name', 'Quality', '--run', '9', '--out', out], 'the run 9, which the figure is of, is not in'],
      [['--name', 'Quality', '--spec', bad, '--out', out], 'two figures are named'],
      [['--name', 'Quality'], 'there is nothing to do'],
      [['--name', 'Quality', '--out', join(folder, 'x/y.pdf')], 'the folder does not exist'],
    ];
    for (const [args, message] of wrong) await expect(figure(path, ...args)).rejects.toThrow(message);
    await expect(figure()).rejects.toThrow('no project is named');
    await expect(figure(join(folder, 'no'))).rejects.toThrow('there is no such file');
    expect(readdirSync(folder).filter((name) => /none|partial/.test(name))).toEqual([]);
  }, 60_000);
});
