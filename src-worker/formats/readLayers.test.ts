import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import type { SparseMatrix } from '../data/arrays.ts';
import { readLayers, type LayerRequest } from './readLayers.ts';
import { temporaryFolder } from './testing.ts';

const items = { spliced: ['layers/mature', 'layers/ambiguous'], unspliced: ['layers/nascent'] };

const folder = temporaryFolder();
const small = fileOf(1000);
const large = fileOf(40e6);

function fileOf(bytes: number): string {
  const path = join(folder, String(bytes));
  writeFileSync(path, '');
  truncateSync(path, bytes);
  return path;
}

/** A reader that notes what it reads. */
function reader(log: string[], where: string) {
  return ({ items: [first] }: LayerRequest): SparseMatrix<Float32Array> => {
    log.push(`${first} ${where}`);
    const data = Float32Array.of(1);
    return {
      kind: 'sparse',
      rows: 1,
      cols: 1,
      indptr: Uint32Array.of(0, 1),
      indices: Uint32Array.of(0),
      data,
    };
  };
}

function request(path: string): Omit<LayerRequest, 'items'> {
  return { format: 'h5ad', path, cells: 1, geneNames: ['a'] };
}

test('layers of a large file are read at the same time, the unspliced one on the other thread', async () => {
  const log: string[] = [];
  const away = reader(log, 'away');
  await readLayers(items, request(large), reader(log, 'here'), (one) => Promise.resolve(away(one)));
  expect(log).toEqual(['layers/nascent away', 'layers/mature here']);
});

test('a small file troubles no other thread', async () => {
  const log: string[] = [];
  const away = reader(log, 'away');
  await readLayers(items, request(small), reader(log, 'here'), (one) => Promise.resolve(away(one)));
  expect(log).toEqual(['layers/mature here', 'layers/nascent here']);
});

test('what is wrong with either layer is thrown, and of both what is wrong with the spliced one', async () => {
  const fails = (): never => {
    throw new Error('spliced is damaged');
  };
  const failsAway = () => Promise.reject(new Error('unspliced is damaged'));
  await expect(readLayers(items, request(large), fails, failsAway)).rejects.toThrow('spliced is damaged');
  await expect(readLayers(items, request(large), reader([], 'here'), failsAway)).rejects.toThrow(
    'unspliced is damaged',
  );
});
