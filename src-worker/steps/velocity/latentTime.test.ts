import { expect, test } from 'vitest';

import { dense, denseFrom } from '../../data/arrays.ts';
import { createRandom } from '../../data/random.ts';
import { sparseFromDense } from '../../data/sparse.ts';
import { pearson } from '../../parity/measures.ts';
import { runStepHere } from '../runStepHere.ts';
import { latentTime } from './latentTime.ts';
import { combinePercentiles, toUnitRange } from './sharedTime.ts';

const CELLS = 120;
const GENES = 30;

/** Gene times that follow the order of the cells, each on a clock of its own that starts at some other cell. */
function inputs() {
  const random = createRandom(1, 'latent time');
  const fit_t = dense('f32', [GENES, CELLS]);
  for (let g = 0; g < GENES; g++) {
    const length = 5 + 20 * random.uniform();
    const start = g % 3 === 0 ? random.uniform() : 0;
    for (let i = 0; i < CELLS; i++)
      fit_t.data[g * CELLS + i] = length * ((i / CELLS - start + 1) % 1) * (1 + 0.02 * random.normal());
  }
  const near = new Float32Array(CELLS * CELLS);
  for (let i = 0; i < CELLS; i++)
    for (let j = Math.max(0, i - 4); j <= Math.min(CELLS - 1, i + 4); j++) near[i * CELLS + j] = 1;
  const root_cells = dense('f32', [CELLS]);
  root_cells.data.fill(1, 0, 2);
  return {
    fit_t,
    fit_likelihood: denseFrom('f64', new Float64Array(GENES).fill(0.3)),
    root_cells,
    connectivities: sparseFromDense(near, CELLS, CELLS),
  };
}

/** The correlation of values with the order of the cells. */
function withOrder(values: ArrayLike<number>): number {
  return pearson(
    values,
    Array.from(values, (_, i) => i),
  );
}

test('latent time follows the order of the cells from the root, and fills 0 to 1', async () => {
  const { latent_time } = await runStepHere(latentTime, inputs());
  expect(withOrder(latent_time.data)).toBeGreaterThan(0.97);
  expect(Math.min(...latent_time.data)).toBe(0);
  expect(Math.max(...latent_time.data)).toBe(1);
});

test('genes of low likelihood and genes without times do not count', async () => {
  const data = inputs();
  const random = createRandom(2, 'latent time');
  for (let p = 0; p < 10 * CELLS; p++) data.fit_t.data[p] = 100 * random.uniform();
  data.fit_likelihood.data.fill(0.05, 0, 10);
  const without = await runStepHere(latentTime, data);
  data.fit_t.data[0] = Number.NaN;
  data.fit_likelihood.data[0] = 0.5;
  const withNaN = await runStepHere(latentTime, data);
  expect(withOrder(without.latent_time.data)).toBeGreaterThan(0.95);
  expect(withNaN.latent_time.data).toEqual(without.latent_time.data);
});

test('without a root the earliest cells start, and the user is told', async () => {
  const data = inputs();
  data.root_cells.data.fill(0);
  const warnings: string[] = [];
  const { latent_time } = await runStepHere(
    latentTime,
    data,
    {},
    { warn: (message) => warnings.push(message) },
  );
  expect(warnings.join()).toMatch(/No root cell was found/);
  expect(Array.from(latent_time.data).every(Number.isFinite)).toBe(true);
});

test('end points and pseudotime are used where asked for, and asked for where missing', async () => {
  const data = inputs();
  await expect(runStepHere(latentTime, data, { useEndPoints: true })).rejects.toThrow(
    /end points are not known/,
  );
  await expect(runStepHere(latentTime, data, { pseudotimeWeight: 0.5 })).rejects.toThrow(
    /pseudotime is not known/,
  );
  const end_points = dense('f32', [CELLS]);
  end_points.data.fill(1, CELLS - 2);
  const velocity_pseudotime = denseFrom(
    'f32',
    Array.from({ length: CELLS }, (_, i) => i / CELLS),
  );
  const ends = await runStepHere(latentTime, { ...data, end_points }, { useEndPoints: true });
  const weighted = await runStepHere(latentTime, { ...data, velocity_pseudotime }, { pseudotimeWeight: 1 });
  expect(withOrder(ends.latent_time.data)).toBeGreaterThan(0.9);
  expect(withOrder(weighted.latent_time.data)).toBeCloseTo(1, 5);
});

test('without any well-fitted gene it is refused', async () => {
  await expect(runStepHere(latentTime, inputs(), { minLikelihood: 0.9 })).rejects.toThrow(
    /no gene has a dynamical fit/,
  );
});

test('of several percentiles the two most uniform ones are combined', () => {
  const uniform = [0, 1, 2, 3, 4];
  const crowded = [0, 0, 0, 0, 4];
  const combined = combinePercentiles(Float64Array.from([...crowded, ...uniform, ...uniform]), 5);
  expect(Array.from(combined)).toEqual([0, 0.25, 0.5, 0.75, 1]);
});

test('constant values become zero on the unit range', () => {
  expect(Array.from(toUnitRange(Float64Array.of(3, 3)))).toEqual([0, 0]);
  expect(Array.from(toUnitRange(Float64Array.of(3, 5, 4)))).toEqual([0, 1, 0.5]);
});
