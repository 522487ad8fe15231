import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { CancelledError, DataError } from '../../../src-worker/data/errors.ts';
import { FIGURE_FORMATS } from '../formats.ts';
import { TEST_METADATA, testDrawing } from './testDrawing.ts';
import { writeFigure } from './writeFigure.ts';

const options = { dpi: 150, text: 'text', rasterDpi: 150, metadata: TEST_METADATA } as const;
const START = { svg: '<?xml', pdf: '%PDF-1.7', png: '\u0089PNG', tiff: 'II*\u0000' };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'figure-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('writing a figure', () => {
  it.each(FIGURE_FORMATS)('makes a whole %s file and tells how far it is', async (format) => {
    const fractions: number[] = [];
    const path = join(folder, `figure.${format}`);
    await writeFigure(testDrawing(), path, { ...options, format }, { onProgress: (f) => fractions.push(f) });
    expect(readFileSync(path, 'latin1').startsWith(START[format])).toBe(true);
    expect(fractions.at(-1)).toBe(1);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(readdirSync(folder)).toEqual([`figure.${format}`]);
  });

  it.each(FIGURE_FORMATS)('leaves what was there where it is ended, %s', async (format) => {
    const path = join(folder, 'figure');
    writeFileSync(path, 'before');
    const controller = new AbortController();
    const onProgress = (fraction: number): void => {
      if (fraction > 0.1) controller.abort();
    };
    const writing = writeFigure(
      testDrawing(),
      path,
      { ...options, format },
      { signal: controller.signal, onProgress },
    );
    await expect(writing).rejects.toThrow(CancelledError);
    expect(readFileSync(path, 'utf8')).toBe('before');
    expect(readdirSync(folder)).toEqual(['figure']);
  });

  it('says in words where it cannot', async () => {
    const svg = { ...options, format: 'svg' as const };
    mkdirSync(join(folder, 'sub'));
    const write = (name: string) => writeFigure(testDrawing(), join(folder, name), svg);
    await expect(write('missing/figure.svg')).rejects.toThrow(/the folder does not exist/);
    await expect(write('sub')).rejects.toThrow(/this is a folder/);
    await expect(
      writeFigure({ ...testDrawing(), width: 6000, height: 6000 }, join(folder, 'a.png'), {
        ...options,
        format: 'png',
        dpi: 1200,
      }),
    ).rejects.toThrow(DataError);
    expect(readdirSync(folder)).toEqual(['sub']);
  });
});
