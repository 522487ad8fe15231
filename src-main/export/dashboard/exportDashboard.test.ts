import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { DataError } from '../../../src-worker/data/errors.ts';
import { exportDashboard } from './exportDashboard.ts';
import { syntheticRun } from './syntheticRun.ts';
import { loadTemplate } from './template.ts';

const template = { script: 'run();', style: '' };
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dashboard-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('the dashboard’s export', () => {
  it('writes one whole file', async () => {
    const path = join(folder, 'velocity_dashboard.html');
    await exportDashboard(syntheticRun(), path, { template });
    expect(await readdir(folder)).toEqual(['velocity_dashboard.html']);
    const html = await readFile(path, 'utf8');
    expect(html).toMatch(/^<!doctype html>/);
    expect(html.trimEnd()).toMatch(/<\/html>$/);
  });

  it('refuses a run without an embedding and leaves the old file alone', async () => {
    const path = join(folder, 'velocity_dashboard.html');
    await writeFile(path, 'old');
    const run = syntheticRun(60, 5, { X_umap: undefined });
    await expect(exportDashboard(run, path, { template })).rejects.toThrow(DataError);
    expect(await readFile(path, 'utf8')).toBe('old');
  });
});

describe('the built page', () => {
  it('is read from its folder', async () => {
    await writeFile(join(folder, 'dashboard.js'), 'a()');
    await writeFile(join(folder, 'dashboard.css'), 'b {}');
    expect(await loadTemplate(folder)).toEqual({ script: 'a()', style: 'b {}' });
  });

  it('is asked for where it was not built', async () => {
    await expect(loadTemplate(folder)).rejects.toThrow(/npm run build/);
  });
});
