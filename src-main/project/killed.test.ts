import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createRandom } from '../../src-worker/data/random.ts';
import { loadArray } from './arrays.ts';
import { loadCounts } from './counts.ts';
import { listDatasets, loadNames } from './datasets.ts';
import { loadEdits } from './edits.ts';
import { numberedDataset } from './fixtures/smallDataset.ts';
import { openProject } from './project.ts';
import { listRuns } from './runs.ts';
import { listSelections, loadSelection } from './selections.ts';
import { findStepResult } from './stepResults.ts';
import { loadViewState } from './viewState.ts';

const ROUNDS = 20;

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'killed-'));
  path = join(folder, 'a.rnavelocity');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('a project whose program is killed', () => {
  it('opens with everything that was reported as saved, and nothing half', { timeout: 240_000 }, async () => {
    const random = createRandom(7);
    const reports: Report[] = [];
    for (let round = 1; round <= ROUNDS; round++) {
      // Some are killed while the program starts and the project is opened or made, the others at work: after so many reports,
      // since how far they are after some time depends on what else the machine does.
      const after = round % 4 === 1 ? 0 : 1 + random.integer(20);
      reports.push(...(await workUntilKilled(round, after, (after === 0 ? 250 : 20) * random.uniform())));
      if (existsSync(path)) check(path, reports);
      else expect(reports).toEqual([]);
      for (const name of readdirSync(folder).filter((other) => other.startsWith('copy-'))) {
        check(join(folder, name), []);
        rmSync(join(folder, name));
      }
    }
    for (const what of ['import', 'run', 'edit', 'selection', 'view', 'copy'])
      expect(
        reports.some((report) => report.what === what),
        what,
      ).toBe(true);
  });
});

interface Report {
  what: string;
  number: number;
}

/** Runs the writer and kills it a while after so many reports. */
async function workUntilKilled(seed: number, after: number, milliseconds: number): Promise<Report[]> {
  const script = join(import.meta.dirname, 'fixtures/busyWriter.ts');
  const child = spawn(process.execPath, [script, path, String(seed)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  let doomed = false;
  const killInTime = (): void => {
    if (doomed || text.split('\n').length - 1 < after) return;
    doomed = true;
    setTimeout(() => child.kill('SIGKILL'), milliseconds);
  };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    killInTime();
  });
  killInTime();
  const signal = await new Promise((resolve) => child.once('close', (_, name) => resolve(name)));
  expect(signal, 'the writer works until it is killed').toBe('SIGKILL');
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  return lines.filter(Boolean).map((line) => {
    const [what, number] = line.split('\t');
    return { what, number: Number(number) };
  });
}

function check(file: string, reports: Report[]): void {
  const project = openProject(file);
  const { database } = project;
  try {
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(database.pragma('foreign_key_check')).toEqual([]);
    checkWhole(database);
    checkReported(database, reports);
  } finally {
    project.close();
  }
  expect(existsSync(`${file}-wal`)).toBe(false);
}

/** Whatever is there is whole, reported or not. */
function checkWhole(database: Database): void {
  expect(database.prepare('SELECT count(*) FROM datasets WHERE NOT complete').pluck().get()).toBe(0);
  for (const { id, name, cells, genes } of listDatasets(database)) {
    const original = numberedDataset(Number(name.split(' ')[1]), cells, genes);
    expect(loadNames(database, 'cells', id)).toEqual(original.cellNames);
    expect(loadNames(database, 'genes', id)).toEqual(original.geneNames);
    for (const layer of ['spliced', 'unspliced']) {
      const { indptr, indices, data } = loadCounts(database, id, layer)!;
      const given = original.layers[layer];
      for (const [stored, whole] of [
        [indptr, given.indptr],
        [indices, given.indices],
        [data, given.data],
      ])
        expect(Buffer.compare(Buffer.from(stored.buffer), Buffer.from(whole.buffer)), layer).toBe(0);
    }
    expect(loadArray(database, { datasetId: id }, 'obsm/X_umap')).toEqual(original.obsm['X_umap']);
    for (const selection of listSelections(database, id))
      expect([...loadSelection(database, selection.id)]).toEqual([Number(selection.name) % 30]);
  }
  for (const run of listRuns(database)) expect(run.status).toMatch(/done|cancelled/);
}

function checkReported(database: Database, reports: Report[]): void {
  const datasets = new Set(listDatasets(database).map(({ name }) => name));
  const done = new Set(
    listRuns(database)
      .filter(({ status }) => status === 'done')
      .map(({ name }) => name),
  );
  const last = new Map<string, number>();
  for (const { what, number } of reports) {
    last.set(what, number);
    if (what === 'import') expect(datasets).toContain(`dataset ${number}`);
    if (what === 'run') expect(done).toContain(`run ${number}`);
    if (what === 'selection') expect(selectionNames(database)).toContain(String(number));
    if (what.startsWith('step')) checkStep(database, number, what.split(' ')[1]);
  }
  // What is stored in place of the former is the last that was reported, or one written after it.
  if (last.has('edit')) {
    const stored = loadEdits(database, 1).get('obs/clusters')!.names!['A'];
    expect(Number(stored)).toBeGreaterThanOrEqual(last.get('edit')!);
  }
  if (last.has('view')) {
    const stored = loadViewState(database, 'camera') as { number: number; padding: string };
    expect(stored.number).toBeGreaterThanOrEqual(last.get('view')!);
    expect(stored.padding).toHaveLength(5000);
  }
}

function selectionNames(database: Database): string[] {
  return listSelections(database, 1).map(({ name }) => name);
}

function checkStep(database: Database, number: number, position: string): void {
  const result = findStepResult(database, `${number}/${position}`)!;
  const stored = loadArray(database, { resultId: result.id }, 'latent_time');
  const values = stored?.kind === 'dense' ? stored.data : [];
  expect(values).toHaveLength(20_000);
  expect(values.every((value) => value === number)).toBe(true);
}
