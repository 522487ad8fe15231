import { truncateSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, describe, expect, it } from 'vitest';

import type { SparseMatrix } from '../../src-worker/data/arrays.ts';
import { CancelledError } from '../../src-worker/data/errors.ts';
import { fileSource, writeDataset } from '../../src-worker/formats/index.ts';
import { temporaryFolder } from '../../src-worker/formats/testing.ts';
import { createControl } from '../../src-worker/steps/control.ts';
import { createPool, type ComputePool, type StepTask } from './pool.ts';

const deafWorker = new URL('./fixtures/deafWorker.ts', import.meta.url).href;

let pool: ComputePool;
afterEach(() => pool.close());

function task(step: string, signal?: AbortSignal): StepTask {
  return { step, parameters: {}, seed: 0, inputs: {}, control: createControl(), signal };
}

it('ends a thread that does not answer a cancellation, and goes on with a new one', async () => {
  pool = createPool(1, deafWorker);
  const stop = new AbortController();
  const running = pool.runStep(task('deaf', stop.signal));
  setTimeout(() => {
    stop.abort();
  }, 300);
  await expect(running).rejects.toThrow(CancelledError);
  expect(await pool.runStep(task('willing'))).toEqual({ outputs: {}, warnings: [] });
}, 30_000);

it('does not start what was cancelled before', async () => {
  pool = createPool(1, deafWorker);
  await expect(pool.runStep(task('willing', AbortSignal.abort()))).rejects.toThrow(CancelledError);
});

it('brings errors of a step across threads as they were thrown', async () => {
  pool = createPool(1);
  await expect(pool.runStep(task('nonsense'))).rejects.toThrow('No step is named nonsense');
  await expect(pool.runStep(task('moments'))).rejects.toThrow('Step moments needs');
});

describe('a large file, whose layers are read on two threads', () => {
  const folder = temporaryFolder();

  /** Two cells and two genes, in a file that what lies behind them makes large. */
  async function largeFile(name: string, unspliced: [number, number]): Promise<string> {
    const path = join(folder, name);
    await writeDataset(
      {
        source: { path, format: 'h5ad' },
        cellNames: ['c1', 'c2'],
        geneNames: ['g1', 'g2'],
        layers: { spliced: diagonal(3, 4), unspliced: diagonal(...unspliced) },
        obs: {},
        var: {},
        obsm: {},
        obsp: {},
        warnings: [],
      },
      path,
      'h5ad',
    );
    truncateSync(path, 40e6);
    return path;
  }

  function diagonal(...values: [number, number]): SparseMatrix<Float32Array> {
    const [indptr, indices] = [Uint32Array.of(0, 1, 2), Uint32Array.of(0, 1)];
    return { kind: 'sparse', rows: 2, cols: 2, indptr, indices, data: Float32Array.from(values) };
  }

  it('is read as on one', async () => {
    const source = fileSource(await largeFile('good.h5ad', [1, 2]));
    pool = createPool(1);
    const alone = await pool.readDataset(source);
    await pool.close();
    pool = createPool(2);
    const { layers, ...rest } = await pool.readDataset(source);
    expect({ layers, ...rest }).toEqual(alone);
    expect([...layers.unspliced.data]).toEqual([1, 2]);
  });

  it('tells of a value that is no count', async () => {
    pool = createPool(2);
    const source = fileSource(await largeFile('bad.h5ad', [1, 0.5]));
    await expect(pool.readDataset(source)).rejects.toThrow(
      'layer “unspliced”, gene “g2”, row 1: a count is not a whole number (0.5',
    );
    await expect(pool.readDataset(source, AbortSignal.abort())).rejects.toThrow(CancelledError);
  });
});
