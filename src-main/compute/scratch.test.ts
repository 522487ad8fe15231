import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { denseFrom } from '../../src-worker/data/arrays.ts';
import { sparseFromDense } from '../../src-worker/data/sparse.ts';
import { createScratch, type Scratch } from './scratch.ts';

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  return { ...fs, statfsSync: vi.fn(fs.statfsSync) };
});

describe('large arrays on the disk', () => {
  let folder: string;
  let scratch: Scratch;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'scratch-'));
    scratch = createScratch(join(folder, 'large'));
  });
  afterEach(() => {
    scratch.close();
    rmSync(folder, { recursive: true });
  });

  it('come back as they were, on memory that threads share', () => {
    const Ms = denseFrom('f32', [1, 2.5, Number.NaN, -0, 7, 8], [2, 3]);
    const counts = sparseFromDense([0, 1, 2, 0, 0, 3], 2, 3);
    scratch.put('Ms', Ms);
    scratch.put('normalized_spliced', counts);
    expect(scratch.get('normalized_spliced')).toEqual(counts);
    const again = scratch.get('Ms') as typeof Ms;
    expect(again).toEqual(Ms);
    expect(again.data.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect([scratch.has('Ms'), scratch.has('Mu')]).toEqual([true, false]);
  });

  it('are not put where the disk has little room', async () => {
    const { statfsSync } = await import('node:fs');
    vi.mocked(statfsSync).mockReturnValueOnce({ bavail: 1, bsize: 40 } as never);
    scratch.put('Ms', denseFrom('f32', [1, 2, 3], [1, 3]));
    expect(scratch.has('Ms')).toBe(false);
  });

  it('leave nothing behind, and have no name where the system allows it', () => {
    scratch.put('Ms', denseFrom('f32', [1], [1, 1]));
    if (process.platform !== 'win32') expect(readdirSync(folder)).toEqual([]);
    scratch.close();
    expect(existsSync(join(folder, 'large'))).toBe(false);
    scratch = createScratch(join(folder, 'large'));
  });
});
