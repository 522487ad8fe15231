import { expect, test } from 'vitest';

import { sparseFromDense } from '../../data/sparse.ts';
import { velocityDiffusion, velocityPseudotime } from './velocityDiffusion.ts';

/** Two chains of thirty cells that do not touch, and a cell alone. */
const size = 61;
const chains = sparseFromDense(
  Float64Array.from({ length: size * size }, (_, p) => {
    const [i, j] = [Math.floor(p / size), p % size];
    const near = j > i && j <= i + 3;
    return near && Math.floor(i / 30) === Math.floor(j / 30) ? 0.5 : 0;
  }),
  size,
  size,
);
const nothing = sparseFromDense(new Float64Array(size * size), size, size);

test('time grows along a chain, whatever the direction of its edges', () => {
  const time = velocityPseudotime(chains, nothing, { root: 0 });
  expect(time[0]).toBe(0);
  expect(time[29]).toBeGreaterThan(0.95);
  for (let i = 3; i < 28; i++) expect(time[i]).toBeGreaterThan(time[i - 3]);
});

test('cells that no path reaches have no time', () => {
  const time = velocityPseudotime(chains, nothing, { root: 0, end: 29 });
  expect(Array.from(time.subarray(30)).every(Number.isNaN)).toBe(true);
});

test('a root in one part and an end in another give both parts a time', () => {
  const time = velocityPseudotime(chains, nothing, { root: 0, end: 59 });
  expect(time[28]).toBeGreaterThan(0.9);
  expect(time[31]).toBeLessThan(0.1);
  expect(time[60]).toBeNaN();
});

test('one decomposition answers for several roots', () => {
  const diffusion = velocityDiffusion(chains, nothing);
  expect(diffusion.pseudotime({ root: 0 })).toEqual(velocityPseudotime(chains, nothing, { root: 0 }));
  expect(diffusion.pseudotime({ root: 29 })[0]).toBeGreaterThan(0.95);
  expect(diffusion.pseudotime({}).every(Number.isNaN)).toBe(true);
});

test('a cell that does not exist is refused', () => {
  expect(() => velocityPseudotime(chains, nothing, { root: 61 })).toThrow(/no cell 61/);
});
