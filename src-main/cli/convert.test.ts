import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { NumericArray } from '../../src-worker/data/arrays.ts';
import { readDataset, writeDataset } from '../../src-worker/formats/index.ts';

const root = resolve(import.meta.dirname, '../..');
const pancreas = join(root, 'resources/examples/pancreas_739.h5ad');
const velocyto = join(root, 'src-worker/formats/fixtures/loom/velocyto.loom');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'convert-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function convert(...args: string[]): { code: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'src-main/cli.ts'), 'convert', ...args],
    { encoding: 'utf8' },
  );
  return { code: status, stdout, stderr };
}

function bytesOf({ buffer, byteOffset, byteLength }: NumericArray): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

describe('rnavelocity convert', () => {
  it('writes a file of another format with equal counts, and tells what it took', async () => {
    const out = join(folder, 'out.loom');
    const outcome = convert(pancreas, '--out', out);
    expect(outcome.stderr).toBe('');
    expect(outcome.code).toBe(0);
    expect(outcome.stdout).toMatch(/739 cells/);
    expect(outcome.stdout).toMatch(/Written {5}.*out\.loom/);
    const [source, written] = [await readDataset(pancreas), await readDataset(out)];
    expect(written.cellNames).toEqual(source.cellNames);
    for (const layer of ['spliced', 'unspliced'])
      for (const part of ['indptr', 'indices', 'data'] as const)
        expect(bytesOf(written.layers[layer][part]).equals(bytesOf(source.layers[layer][part]))).toBe(true);
  });

  it('puts several files together with what tables say of their cells', async () => {
    const single = await readDataset(velocyto);
    const { spliced, unspliced } = single.layers;
    const other = join(folder, 'other.h5ad');
    await writeDataset({ ...single, layers: { spliced: unspliced, unspliced: spliced } }, other, 'h5ad');
    const table = join(folder, 'cells.csv');
    const lines = single.cellNames.map((name, i) => `${name},${i % 2 ? 'Alpha' : 'Beta'}`);
    writeFileSync(
      table,
      ['barcode,cluster', ...lines.flatMap((line) => [`one_${line}`, `two_${line}`])].join('\n'),
    );
    const out = join(folder, 'both.h5ad');
    const more = ['--sample', 'one', 'two', '--annotations', table];
    const outcome = convert(velocyto, other, ...more, '--out', out);
    expect(outcome.stderr).toBe('');
    const both = await readDataset(out);
    expect(both.cellNames).toHaveLength(2 * single.cellNames.length);
    expect(both.layers['spliced'].data).toHaveLength(spliced.data.length + unspliced.data.length);
    expect(both.obs['cluster'].kind).toBe('categorical');
    expect(outcome.stdout).toMatch(/180 cells/);
  });

  it('writes a folder of tables where the name has no ending, or the format says so', () => {
    const out = join(folder, 'tables');
    expect(convert(velocyto, '--out', out).code).toBe(0);
    expect(readdirSync(out).sort()).toEqual(['obs.csv', 'spliced.csv', 'unspliced.csv', 'var.csv']);
    const dotted = join(folder, 'v1.2');
    expect(convert(velocyto, '--out', dotted, '--format', 'csv').code).toBe(0);
    expect(readdirSync(dotted)).toHaveLength(4);
  });
});

describe('what cannot be converted is refused and leaves nothing behind', () => {
  it.each([
    ['an ending that is not written', [velocyto, '--out', 'x.rds'], /“\.rds” cannot be written.*\.h5ad/],
    ['no place at all', [velocyto], /--out/],
    ['a folder that does not exist', [velocyto, '--out', 'none/x.loom'], /folder does not exist/],
    ['a file without counts', [join(root, 'package.json'), '--out', 'x.h5ad'], /package\.json/],
    ['a format that there is not', [velocyto, '--out', 'x', '--format', 'rds'], /h5ad, loom, csv/],
  ])('%s', (_, args, message) => {
    const at = args.indexOf('--out') + 1;
    const placed = at === 0 ? args : args.with(at, join(folder, args[at]));
    const outcome = convert(...placed);
    expect(outcome.stderr).toMatch(message);
    expect(outcome.stderr).not.toContain('not expected');
    expect(outcome.code).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('the file that is read', () => {
    const path = join(folder, 'same.loom');
    copyFileSync(velocyto, path);
    expect(convert(path, '--out', path).stderr).toMatch(/one of the files that are read/);
    expect(existsSync(path)).toBe(true);
  });

  it('a folder with files in it', () => {
    writeFileSync(join(folder, 'mine.txt'), '');
    expect(convert(velocyto, '--out', folder, '--format', 'csv').stderr).toMatch(
      /folder of that name with files/,
    );
    expect(readdirSync(folder)).toEqual(['mine.txt']);
  });
});
