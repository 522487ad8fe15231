import { describe, expect, it, beforeEach, afterEach } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { CancelledError } from '../../src-worker/data/errors.ts';
import { loadCounts, loadGeneCounts } from './counts.ts';
import { deleteDataset, listDatasets, loadNames } from './datasets.ts';
import { numberedDataset } from './fixtures/smallDataset.ts';
import { createGeneReader } from './geneReader.ts';
import { beginImport, importDataset } from './importDataset.ts';
import { createProject, type Project } from './project.ts';
import { createRun } from './runs.ts';
import { saveViewState } from './viewState.ts';

const TABLES = ['datasets', 'cells', 'genes', 'count_chunks', 'arrays', 'array_chunks', 'runs'];

const settings = { model: 'steady_state', fate: true, seed: 0, parameters: {} } as const;

let folder: string;
let project: Project;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'import-'));
  project = createProject(join(folder, 'a.rnavelocity'));
});
afterEach(() => {
  project.close();
  rmSync(folder, { recursive: true });
});

const rows = (): number =>
  TABLES.reduce(
    (sum, table) => sum + (project.database.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number),
    0,
  );

describe('importing a dataset', () => {
  it('reports its progress from 0 to 1, never backwards', async () => {
    const seen: number[] = [];
    await importDataset(project.database, numberedDataset(1, 2000, 300), 'big', {
      onProgress: (fraction) => seen.push(fraction),
    });
    expect(seen[0]).toBe(0);
    expect(seen.at(-1)).toBe(1);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.length).toBeGreaterThan(4);
  });

  it('lets the thread do other work meanwhile, which is stored at once', async () => {
    let turns = 0;
    let importing = true;
    const work = (): void => {
      if (!importing) return;
      saveViewState(project.database, 'turn', turns++);
      expect(listDatasets(project.database)).toEqual([]);
      setTimeout(work, 1);
    };
    const done = importDataset(project.database, numberedDataset(1, 5000, 300), 'big');
    work();
    await done;
    importing = false;
    expect(turns).toBeGreaterThan(3);
    expect(listDatasets(project.database)).toHaveLength(1);
  });

  it.each([0, 0.3, 0.6, 0.9])('leaves nothing behind when it is cancelled at %s', async (share) => {
    const stop = new AbortController();
    const onProgress = (fraction: number): void => {
      if (fraction >= share) stop.abort();
    };
    await expect(
      importDataset(project.database, numberedDataset(1, 2000, 600), 'big', {
        signal: stop.signal,
        onProgress,
      }),
    ).rejects.toThrow(CancelledError);
    expect(rows()).toBe(0);
    await importDataset(project.database, numberedDataset(1, 200, 60), 'small');
  });

  it('lets a run begin once names and annotations are stored, and takes it along when the counts do not follow', async () => {
    const stop = new AbortController();
    const big = numberedDataset(1, 2000, 600);
    const { dataset, stored } = await beginImport(project.database, big, 'big', { signal: stop.signal });
    expect(loadNames(project.database, 'cells', dataset.id)).toEqual(big.cellNames);
    createRun(project.database, dataset.id, 'early', settings, '1');
    stop.abort();
    await expect(stored).rejects.toThrow(CancelledError);
    expect(rows()).toBe(0);

    const again = await beginImport(project.database, big, 'big');
    expect(await again.stored).toEqual({ ...again.dataset, importedAt: expect.any(String) as string });
  });

  it('stores a dataset once that is imported twice at the same time', async () => {
    const [one, two] = await Promise.all([
      importDataset(project.database, numberedDataset(1, 500, 100), 'one'),
      importDataset(project.database, numberedDataset(1, 500, 100), 'two'),
    ]);
    expect(one.id).toBe(two.id);
    expect(listDatasets(project.database)).toHaveLength(1);
    deleteDataset(project.database, one.id);
    expect(rows()).toBe(0);
  });

  it('refuses a dataset without a name', async () => {
    await expect(importDataset(project.database, numberedDataset(1, 5, 5), ' ')).rejects.toThrow(
      'the dataset needs a name',
    );
  });

  it('notices names that are not those that were stored', async () => {
    const { id } = await importDataset(project.database, numberedDataset(1, 50, 20), 'a');
    project.database.exec(`UPDATE cells SET name = 'cell 1.8' WHERE position = 7`);
    expect(() => loadNames(project.database, 'cells', id)).toThrow('names of the cells in the project file');
    project.database.exec(`DELETE FROM genes WHERE position = 3`);
    expect(() => loadNames(project.database, 'genes', id)).toThrow('names of the genes in the project file');
  });
});

describe('a reader of genes', () => {
  it('gives each gene as it is stored, and unpacks a block once', async () => {
    const { id } = await importDataset(project.database, numberedDataset(1, 50, 700), 'a');
    const counts = loadCounts(project.database, id, 'spliced')!;
    const reader = createGeneReader(project.database, id);
    for (const gene of [0, 255, 256, 699, 1]) {
      const values = reader.counts('spliced', gene);
      expect(values).toEqual(loadGeneCounts(project.database, id, 'spliced', gene));
      expect(values[3]).toBe(valueAt(counts, 3, gene));
    }
    // What is kept needs no file any more.
    project.database.exec('DELETE FROM count_chunks');
    expect(reader.counts('spliced', 257)).toHaveLength(50);
    expect(() => reader.counts('unspliced', 257)).toThrow('not in the dataset');
  });

  it('keeps no more than its memory, and what was used last', async () => {
    const { id } = await importDataset(project.database, numberedDataset(1, 50, 700), 'a');
    const size = 30_000; // a block takes about 22 kB
    const reader = createGeneReader(project.database, id, size);
    reader.counts('spliced', 0);
    reader.counts('spliced', 300);
    project.database.exec('DELETE FROM count_chunks');
    expect(reader.counts('spliced', 301)).toHaveLength(50);
    expect(() => reader.counts('spliced', 0)).toThrow('not in the dataset');
  });
});

function valueAt(
  { indptr, indices, data }: NonNullable<ReturnType<typeof loadCounts>>,
  row: number,
  column: number,
): number {
  for (let p = indptr[row]; p < indptr[row + 1]; p++) if (indices[p] === column) return data[p];
  return 0;
}
