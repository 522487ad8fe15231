import { expect, test } from 'vitest';

import { dense, type DenseArray } from '../../data/arrays.ts';
import type { ArrayValues } from '../../data/catalogue.ts';
import { sparseFromDense } from '../../data/sparse.ts';
import { simulateGene } from '../../kernels/dynamical/simulatedGene.ts';
import { runStepHere } from '../runStepHere.ts';
import { dynamical, dynamicalVelocityGenes } from './dynamical.ts';
import { recoverDynamics } from './recoverDynamics.ts';

type Inputs = Required<Pick<ArrayValues, 'Ms' | 'Mu' | 'connectivities'>>;

/** Genes of different kinetics, then one gene each: constant, without u, empty, with u in two cells only. */
function inputs(cells: number, fitted = 6): Inputs {
  const genes = fitted + 4;
  const Ms = dense('f32', [genes, cells]);
  const Mu = dense('f32', [genes, cells]);
  for (let g = 0; g < fitted; g++) {
    const kinetics = { alpha: 3 + g, beta: 1, gamma: 0.6 + 0.08 * g, switchTime: 3 + (g % 3), scaling: 0.5 };
    const { u, s } = simulateGene(kinetics, { cells, end: 9, noise: 0.02, seed: g });
    Mu.data.set(u, g * cells);
    Ms.data.set(s, g * cells);
  }
  Ms.data.fill(2, fitted * cells, (fitted + 2) * cells);
  Mu.data.fill(1, fitted * cells, (fitted + 1) * cells);
  Ms.data.fill(1, (fitted + 3) * cells);
  Mu.data.fill(1, (fitted + 3) * cells, (fitted + 3) * cells + 2);
  const near = new Float32Array(cells * cells);
  for (let i = 0; i < cells; i++)
    for (let j = Math.max(0, i - 5); j <= Math.min(cells - 1, i + 5); j++)
      near[i * cells + j] = i === j ? 0 : 1;
  return { Ms, Mu, connectivities: sparseFromDense(near, cells, cells) };
}

const row = (array: DenseArray, g: number, cells: number) =>
  Array.from(array.data.subarray(g * cells, (g + 1) * cells));

test('genes are fitted, and those that cannot be have no value anywhere and are said', async () => {
  const cells = 200;
  const data = inputs(cells);
  const warnings: string[] = [];
  const fit = await runStepHere(recoverDynamics, data, {}, { warn: (message) => warnings.push(message) });
  const { velocity, fit_t, velocity_genes, velocity_gamma } = await runStepHere(dynamical, {
    ...data,
    ...fit,
  });
  for (let g = 0; g < 6; g++) {
    expect(fit.fit_likelihood.data[g]).toBeGreaterThan(0);
    expect(Math.abs(velocity_gamma.data[g] / ((0.6 + 0.08 * g) * 0.5) - 1)).toBeLessThan(0.4);
    expect(row(velocity, g, cells).every(Number.isFinite)).toBe(true);
    expect(velocity_genes.data[g]).toBe(1);
  }
  for (const g of [7, 8, 9]) {
    for (const array of [fit.fit_alpha, fit.fit_likelihood, fit.fit_u0, fit.fit_t_])
      expect(array.data[g]).toBeNaN();
    expect(row(velocity, g, cells).every(Number.isNaN)).toBe(true);
    expect(row(fit_t, g, cells).every(Number.isNaN)).toBe(true);
    expect(velocity_genes.data[g]).toBe(0);
  }
  expect(warnings.join()).toMatch(/of 10 genes could not be fitted/);
});

test('velocity is positive while s rises and negative while it falls', async () => {
  const cells = 200;
  const data = inputs(cells);
  const fit = await runStepHere(recoverDynamics, data);
  const { velocity } = await runStepHere(dynamical, { ...data, ...fit });
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  for (let g = 0; g < 6; g++) {
    const values = row(velocity, g, cells);
    expect(mean(values.slice(10, 60))).toBeGreaterThan(0);
    expect(mean(values.slice(140, 190))).toBeLessThan(0);
  }
});

test('a fit does not depend on the genes beside it', async () => {
  const data = inputs(60);
  const all = await runStepHere(recoverDynamics, data);
  const one = (array: DenseArray<Float32Array>): DenseArray<Float32Array> => ({
    ...array,
    shape: [1, 60],
    data: array.data.slice(3 * 60, 4 * 60),
  });
  const alone = await runStepHere(recoverDynamics, { ...data, Ms: one(data.Ms), Mu: one(data.Mu) });
  expect(alone.fit_alpha.data[0]).toBe(all.fit_alpha.data[3]);
  expect(alone.fit_likelihood.data[0]).toBe(all.fit_likelihood.data[3]);
});

test('a handful of cells is fitted or refused, without a crash', async () => {
  for (const cells of [4, 12, 40]) {
    const fit = await runStepHere(recoverDynamics, inputs(cells), { maxIterations: 20 });
    expect(fit.fit_alpha.data.length).toBe(10);
  }
});

test('only velocity genes, or only the most abundant of them, are fitted where asked for', async () => {
  const data = inputs(100);
  const some = await runStepHere(recoverDynamics, data, { genes: 'velocity genes' });
  expect(Array.from(some.fit_alpha.data, Number.isNaN).slice(0, 6)).toEqual(new Array(6).fill(false));
  const two = await runStepHere(recoverDynamics, data, { topGenes: 2 });
  expect(two.fit_alpha.data.filter((value) => !Number.isNaN(value)).length).toBe(2);
});

test('genes that are known not to be highly variable are left out', async () => {
  const highly_variable = dense('u8', [10]);
  highly_variable.data.fill(1, 0, 3);
  const fit = await runStepHere(recoverDynamics, { ...inputs(60), highly_variable });
  expect(Array.from(fit.fit_alpha.data, Number.isNaN)).toEqual([
    false,
    false,
    false,
    ...new Array<boolean>(7).fill(true),
  ]);
});

test('times are stretched to twenty hours where that is asked for', async () => {
  const data = inputs(100);
  const plain = await runStepHere(recoverDynamics, data);
  const aligned = await runStepHere(recoverDynamics, data, { alignment: 'total time' });
  const factor = aligned.fit_alignment_scaling.data[0];
  expect(plain.fit_alignment_scaling.data[0]).toBe(1);
  expect(aligned.fit_gamma.data[0] * factor).toBeCloseTo(plain.fit_gamma.data[0], 9);
  expect(aligned.fit_t_.data[0]).toBeCloseTo(plain.fit_t_.data[0] * factor, 6);
});

test('data without any unspliced counts are refused with what to do', async () => {
  const data = inputs(50);
  data.Mu.data.fill(0);
  await expect(runStepHere(recoverDynamics, data)).rejects.toThrow(/none of the 10 .* unspliced layer/);
});

test('a neighbour graph of other cells is refused', async () => {
  const { connectivities } = inputs(30);
  await expect(runStepHere(recoverDynamics, { ...inputs(50), connectivities })).rejects.toThrow(
    /30 cells.*have 50/,
  );
});

test('velocity genes are bounded in likelihood, R² and scaling', () => {
  const fit = {
    likelihood: Float64Array.of(0.5, 0, 0.5, 0.5, Number.NaN),
    r2: Float64Array.of(0.5, 0.5, 0, 0.5, 0.5),
    scaling: Float64Array.of(1, 1, 1, 50, Number.NaN),
  };
  expect(Array.from(dynamicalVelocityGenes(fit, { minLikelihood: 1e-3, minR2: 0.01 }))).toEqual([
    1, 0, 0, 0, 0,
  ]);
});
