import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { denseFrom, strings } from '../../../src-worker/data/arrays.ts';
import type { ArrayValues } from '../../../src-worker/data/catalogue.ts';
import type { RunResult } from '../../compute/runResult.ts';
import { exportFateProbabilities } from './fateProbabilities.ts';
import { exportKineticParams } from './kineticParams.ts';
import { exportLatentTime } from './latentTime.ts';
import { float32Text, numberText } from '../../../src-worker/formats/csv/writeColumns.ts';
import { exportVelocityVectors } from './velocityVectors.ts';
import { writeTable } from '../../../src-worker/formats/csv/writeTable.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rnavelocity-csv-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function resultWith(arrays: ArrayValues): RunResult {
  return {
    info: {
      name: 'r',
      dataset: 'd',
      given: { cells: 3, genes: 2, umap: false },
      model: 'dynamical',
      seed: 0,
      version: '0',
      createdAt: '',
      warnings: [],
      steps: [],
    },
    cellNames: ['AAA-1', 'B,B'],
    geneNames: ['Sox2', 'a "b"', 'Actb'],
    obs: {},
    var: {},
    has: (name) => arrays[name] !== undefined,
    array: async (name) => arrays[name]!,
  };
}

async function written(
  write: (result: RunResult, path: string) => Promise<void>,
  arrays: ArrayValues,
): Promise<string[]> {
  const path = join(folder, 'out.csv');
  await write(resultWith(arrays), path);
  return readFileSync(path, 'utf8').split('\n');
}

test('velocity vectors have one column a component and quoted names', async () => {
  const velocity = denseFrom('f32', [0.1, -2, 1e-12, 3.5e20], [2, 2]);
  expect(await written(exportVelocityVectors, { velocity_pca: velocity })).toEqual([
    'cell,PC1,PC2',
    'AAA-1,0.1,-2',
    '"B,B",1e-12,350000000000000000000',
    '',
  ]);
});

test('without a projection there is nothing to write, and the error says what to do', async () => {
  await expect(written(exportVelocityVectors, {})).rejects.toThrow(/projection/);
  expect(readdirSync(folder)).toEqual([]);
});

test('kinetics of the dynamical model are its fits, empty where a gene has none', async () => {
  const fit = (...values: number[]): ReturnType<typeof denseFrom<'f64'>> => denseFrom('f64', values);
  const lines = await written(exportKineticParams, {
    fit_alpha: fit(1.5, Number.NaN, 2),
    fit_beta: fit(0.5, Number.NaN, 0.25),
    fit_gamma: fit(0.1, Number.NaN, 0.2),
    fit_t_: fit(7, Number.NaN, 8),
    fit_scaling: fit(1, Number.NaN, 1),
    fit_likelihood: fit(0.3, Number.NaN, 0.2),
    fit_r2: fit(0.9, 0.1, 0.5),
    velocity_genes: denseFrom('u8', [1, 0, 0]),
  });
  expect(lines).toEqual([
    'gene,alpha,beta,gamma,switch_time,scaling,likelihood,r2,velocity_gene',
    'Sox2,1.5,0.5,0.1,7,1,0.3,0.9,true',
    '"a ""b""",,,,,,,0.1,false',
    'Actb,2,0.25,0.2,8,1,0.2,0.5,false',
    '',
  ]);
});

test('kinetics of the steady-state model are relative to a splicing rate of 1', async () => {
  const lines = await written(exportKineticParams, {
    velocity_gamma: denseFrom('f64', [0.4, Number.NaN, 0]),
    velocity_r2: denseFrom('f64', [0.8, Number.NaN, -0.5]),
  });
  expect(lines.slice(1, 4)).toEqual(['Sox2,,1,0.4,,,,0.8,', '"a ""b""",,,,,,,,', 'Actb,,1,0,,,,-0.5,']);
});

test('latent time stays empty for models that have none', async () => {
  const lines = await written(exportLatentTime, {
    velocity_pseudotime: denseFrom('f32', [0.25, Number.NaN]),
    root_cells: denseFrom('f32', [1, 0]),
  });
  expect(lines).toEqual([
    'cell,latent_time,velocity_pseudotime,root_cells,end_points,velocity_confidence',
    'AAA-1,,0.25,1,,',
    '"B,B",,,0,,',
    '',
  ]);
});

test('fates have a column each, the most probable one and the entropy', async () => {
  const lines = await written(exportFateProbabilities, {
    fate_probabilities: denseFrom('f64', [0.75, 0.25, Number.NaN, Number.NaN], [2, 2]),
    fate_names: strings(['Beta', 'Alpha, late']),
    fate_entropy: denseFrom('f32', [0.5, Number.NaN]),
  });
  expect(lines[0]).toBe('cell,Beta,"Alpha, late",most_probable_fate,entropy');
  expect(lines[1]).toBe('AAA-1,0.75,0.25,Beta,0.5');
  expect(lines[2]).toBe('"B,B",,,,');
});

test('numbers are the shortest that read back the same', () => {
  const values = Float32Array.of(0.1, 1 / 3, 16777216, 1.17549435e-38, -0.0001, 3.4028234e38, 123456.789);
  for (const value of values) expect(Math.fround(Number(float32Text(value)))).toBe(value);
  expect(float32Text(Math.fround(0.1))).toBe('0.1');
  expect(numberText(0.1 + 0.2)).toBe('0.30000000000000004');
  expect([numberText(Number.NaN), float32Text(Infinity), numberText(-Infinity)]).toEqual(['', 'inf', '-inf']);
});

test('a failed export leaves the older file and nothing else', async () => {
  const path = join(folder, 'out.csv');
  writeFileSync(path, 'old');
  const failing = {
    name: 'x',
    text: (): string => {
      throw new Error('no more');
    },
  };
  await expect(writeTable(path, [failing], 3)).rejects.toThrow('no more');
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['out.csv']);
});

test('tables larger than a block are whole', async () => {
  const path = join(folder, 'out.csv');
  await writeTable(path, [{ name: 'n', text: (row) => String(row).padStart(50, '0') }], 50000);
  const lines = readFileSync(path, 'utf8').split('\n');
  expect(lines).toHaveLength(50002);
  expect(Number(lines[50000])).toBe(49999);
});
