import { expect, test } from 'vitest';

import type { SparseMatrix } from '../../data/arrays.ts';
import { neighbourhoods } from '../../data/neighbourhoods.ts';
import { alignmentScaling, stretched, TOTAL_TIME } from './align.ts';
import { OFF, ON, timeOf } from './assign.ts';
import { createGeneFitter, searchGround, type GeneFitter } from './fitGene.ts';
import { createObservations, observe, type GeneObservations } from './gene.ts';
import type { Kinetics } from './parameters.ts';
import { createPlainExpectation } from './plainExpectation.ts';
import { sampleCells, type CellSample } from './sample.ts';
import { simulateGene, type SimulatedGene } from './simulatedGene.ts';

function fitted(kinetics: Kinetics, maxIterations: number, noise = 0.02) {
  const cells = 400;
  const { u, s, times, graph } = simulateGene(kinetics, { cells, end: 10, noise });
  const gene = createObservations(cells);
  if (!observe(gene, u, s)) throw new Error('not observed');
  const fit = createGeneFitter(graph).fit(gene, { maxIterations, fitScaling: true });
  if (!fit) throw new Error('not fitted');
  return { fit, times, graph, gene };
}

test.each([
  [0.3, 1],
  [0.8, 0.2],
  [1.7, 3],
])('γ relative to β is recovered from a simulated gene: γ = %f, scaling %f', (gamma, scaling) => {
  const { fit } = fitted({ alpha: 5, beta: 1, gamma, switchTime: 5, scaling }, 50);
  // In observed counts, the ratio is γ over β / scaling.
  const ratio = (fit.kinetics.gamma / fit.kinetics.beta) * fit.kinetics.scaling;
  expect(Math.abs(ratio / (gamma * scaling) - 1)).toBeLessThan(0.2);
});

test('cells are put in induction before the switch and in repression after it, in the order of their times', () => {
  const { fit, times } = fitted({ alpha: 5, beta: 1, gamma: 0.4, switchTime: 5, scaling: 0.5 }, 20);
  let agree = 0;
  let moving = 0;
  times.forEach((time, i) => {
    const state = fit.assignment.state[i];
    if (state !== ON && state !== OFF) return;
    moving++;
    if ((state === ON) === time < 5) agree++;
  });
  expect(moving).toBeGreaterThan(200);
  expect(agree / moving).toBeGreaterThan(0.95);
  expect(timeOf(fit.assignment, 300)).toBeGreaterThan(timeOf(fit.assignment, 60));
});

test('more iterations do not fit worse', () => {
  const kinetics = { alpha: 3, beta: 1, gamma: 0.6, switchTime: 4, scaling: 1 };
  expect(fitted(kinetics, 50).fit.variance).toBeLessThanOrEqual(fitted(kinetics, 0).fit.variance * 1.1);
});

test('without noise the likelihood is higher than with it', () => {
  const kinetics = { alpha: 3, beta: 1, gamma: 0.6, switchTime: 4, scaling: 1 };
  expect(fitted(kinetics, 10, 0).fit.likelihood).toBeGreaterThan(fitted(kinetics, 10, 0.1).fit.likelihood);
});

test('alignment stretches what is seen of a gene to the same total time and keeps its curve', () => {
  const { fit, graph, gene } = fitted({ alpha: 5, beta: 1, gamma: 0.4, switchTime: 5, scaling: 0.5 }, 10);
  const means = new Float64Array(gene.cells);
  const factor = alignmentScaling(fit.assignment, graph, new Float64Array(gene.cells), means);
  const aligned = stretched(fit.kinetics, factor);
  const latest = means.reduce((a, b) => Math.max(a, b), 0) * factor;
  expect(latest).toBeGreaterThan(0.8 * TOTAL_TIME);
  expect(latest).toBeLessThan(1.01 * TOTAL_TIME);
  expect(aligned.alpha / aligned.beta).toBeCloseTo(fit.kinetics.alpha / fit.kinetics.beta, 9);
  expect(aligned.beta * aligned.switchTime).toBeCloseTo(fit.kinetics.beta * fit.kinetics.switchTime, 9);
});

test('genes with u or s in fewer than three cells, or with values that are not numbers, are refused', () => {
  const gene = createObservations(20);
  const none = new Float64Array(20);
  const few = Float64Array.from({ length: 20 }, (_, i) => (i < 2 ? 1 : 0));
  const some = new Float64Array(20).fill(1);
  expect(observe(gene, none, some)).toBe(false);
  expect(observe(gene, few, some)).toBe(false);
  expect(
    observe(
      gene,
      some,
      some.map((_, i) => (i === 3 ? Number.NaN : 1)),
    ),
  ).toBe(false);
});

const options = { maxIterations: 10, fitScaling: true };

/** Genes of many cells, the graph of these, and a sample of them. */
function manyCells(count: number): {
  genes: GeneObservations[];
  graph: SimulatedGene['graph'];
  sample: CellSample;
} {
  const cells = 1200;
  const simulated = Array.from({ length: count }, (_, g) =>
    simulateGene(
      { alpha: 4 + g, beta: 1, gamma: 0.4 + 0.3 * g, switchTime: 4 + (g % 2), scaling: 0.5 },
      { cells, end: 9, noise: 0.05, k: 12, seed: g },
    ),
  );
  const genes = simulated.map(({ u, s }) => {
    const gene = createObservations(cells);
    observe(gene, u, s);
    return gene;
  });
  const { graph } = simulated[0];
  return { genes, graph, sample: sampleCells(graph, 900, 18)! };
}

const numbersOf = (fitter: GeneFitter, gene: GeneObservations) => {
  const fit = fitter.fit(gene, options)!;
  return { ...fit.kinetics, likelihood: fit.likelihood, variance: fit.variance };
};

test('a fit found on a sample of the cells is near that found on all of them', () => {
  const { genes, graph, sample } = manyCells(4);
  const sampling = createGeneFitter(graph, sample);
  const whole = createGeneFitter(graph);
  for (const gene of genes) {
    const [ours, theirs] = [numbersOf(sampling, gene), numbersOf(whole, gene)];
    expect(Math.abs(ours.gamma / ours.beta / (theirs.gamma / theirs.beta) - 1)).toBeLessThan(0.1);
    expect(ours.likelihood).toBeGreaterThan(0.8 * theirs.likelihood);
  }
});

test('a fit does not depend on the genes that were fitted before', () => {
  const { genes, graph, sample } = manyCells(3);
  const fitter = createGeneFitter(graph, sample);
  const inTurn = genes.map((gene) => numbersOf(fitter, gene));
  const alone = genes.map((gene) => numbersOf(createGeneFitter(graph, sample), gene));
  expect(inTurn).toEqual(alone);
});

test('a gene that few cells of a sample express is fitted on all cells', () => {
  const { genes, graph, sample } = manyCells(1);
  const [gene] = genes;
  const rare = createObservations(gene.cells);
  observe(
    rare,
    gene.u.map((value, i) => (i % 13 === 0 ? value : 0)),
    gene.s,
  );
  const sampled = numbersOf(createGeneFitter(graph, sample), rare);
  expect(sampled).toEqual(numbersOf(createGeneFitter(graph), rare));
});

test('a fit with the compiled expectation step is that with its plain twin', () => {
  const { genes, graph, sample } = manyCells(2);
  const compiled = createGeneFitter(graph, sample);
  const plain = createGeneFitter(graph, sample, createPlainExpectation);
  for (const gene of genes) {
    const [ours, theirs] = [numbersOf(compiled, gene), numbersOf(plain, gene)];
    expect(Math.abs(ours.gamma / theirs.gamma - 1)).toBeLessThan(1e-3);
    expect(Math.abs(ours.likelihood / theirs.likelihood - 1)).toBeLessThan(1e-3);
  }
});

function ring(cells: number): SimulatedGene['graph'] {
  const links: SparseMatrix = {
    kind: 'sparse',
    rows: cells,
    cols: cells,
    indptr: Uint32Array.from({ length: cells + 1 }, (_, i) => i),
    indices: Uint32Array.from({ length: cells }, (_, i) => (i + 1) % cells),
    data: new Float32Array(cells).fill(1),
  };
  return neighbourhoods(links);
}

test('cells are sampled only where there are more than 3,000', () => {
  expect(searchGround(ring(3000)).cells).toBeUndefined();
  expect(searchGround(ring(3001)).cells?.length).toBe(3000);
});

test('kinetics are sought on a part of each neighbourhood, or on whole ones where asked for', () => {
  const { graph } = manyCells(1);
  const sizes = ({ indptr }: SimulatedGene['graph']) =>
    Array.from(indptr.subarray(1), (to, i) => to - indptr[i]);
  expect(Math.max(...sizes(graph))).toBe(25);
  expect(Math.max(...sizes(searchGround(graph).graph))).toBe(16);
  expect(searchGround(graph, true).graph).toBe(graph);
});

test('a fit found on a part of each neighbourhood is near that found on whole ones', () => {
  const { genes, graph } = manyCells(3);
  const thin = createGeneFitter(graph, searchGround(graph));
  const whole = createGeneFitter(graph);
  for (const gene of genes) {
    const [ours, theirs] = [numbersOf(thin, gene), numbersOf(whole, gene)];
    expect(Math.abs(ours.gamma / ours.beta / (theirs.gamma / theirs.beta) - 1)).toBeLessThan(0.1);
    expect(ours.likelihood).toBeGreaterThan(0.8 * theirs.likelihood);
  }
});
