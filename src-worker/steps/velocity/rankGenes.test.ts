import { afterAll, beforeAll, expect, test } from 'vitest';

import { denseFrom, strings, type CategoricalArray } from '../../data/arrays.ts';
import type { ArrayValues } from '../../data/catalogue.ts';
import { positiveCounts, singlePrecision } from '../../data/sparse.ts';
import { openBundledReference } from '../../parity/bundledReference.ts';
import type { Reference } from '../../parity/reference.ts';
import { runStepHere } from '../runStepHere.ts';
import { rankDynamicalGenes } from './rankDynamicalGenes.ts';
import { rankVelocityGenes } from './rankVelocityGenes.ts';

let reference: Reference;
beforeAll(async () => {
  reference = await openBundledReference();
});
afterAll(() => {
  reference.close();
});

/** Three clusters by place: cells 0–33, 34–67 and 68–99. */
function byPlace(): CategoricalArray {
  return {
    kind: 'categorical',
    codes: Int32Array.from({ length: reference.cells }, (_, i) => Math.floor(i / 34)),
    categories: ['a', 'b', 'c'],
  };
}

function common(): ArrayValues {
  const { genes } = reference;
  return {
    Ms: reference.layer('Ms'),
    Mu: reference.layer('Mu'),
    clusters: byPlace(),
    gene_names: strings(Array.from({ length: genes }, (_, g) => String(g))),
    gene_index: denseFrom(
      'u32',
      Array.from({ length: genes }, (_, g) => g),
    ),
  };
}

function velocityInputs(): ArrayValues {
  return {
    ...common(),
    velocity: reference.layer('deterministic'),
    velocity_genes: denseFrom('u8', reference.var('deterministic_genes')),
    velocity_r2: denseFrom('f64', reference.var('deterministic_r2')),
    fit_likelihood: denseFrom('f64', reference.var('fit_likelihood')),
    unspliced_cells: denseFrom('u32', positiveCounts(reference.sparse('layers/unspliced'))),
  };
}

function dynamicalInputs(): ArrayValues {
  const numbers = (name: string): ReturnType<typeof denseFrom<'f64'>> =>
    denseFrom('f64', reference.var(name));
  return {
    ...common(),
    fit_alpha: numbers('fit_alpha'),
    fit_beta: numbers('fit_beta'),
    fit_gamma: numbers('fit_gamma'),
    fit_t_: numbers('fit_t_'),
    fit_scaling: numbers('fit_scaling'),
    fit_std_u: numbers('fit_std_u'),
    fit_std_s: numbers('fit_std_s'),
    fit_likelihood: numbers('fit_likelihood'),
    fit_tau: reference.layer('fit_tau'),
    fit_tau_: reference.layer('fit_tau_'),
    connectivities: singlePrecision(reference.sparse('obsp/connectivities')),
  };
}

// The numbers are scVelo 0.3.4's on the reference with these clusters (rank_velocity_genes rounds to two decimals).
test('velocity genes are ranked as by scVelo', async () => {
  const { groups, names, scores } = (await runStepHere(rankVelocityGenes, velocityInputs()))
    .rank_velocity_genes.value;
  expect(groups).toEqual(['a', 'b', 'c']);
  expect(names.map((list) => list.length)).toEqual([59, 59, 59]);
  expect(names.map((list) => list.slice(0, 6).join())).toEqual([
    '131,211,279,75,3,54',
    '228,192,283,118,249,66',
    '229,207,219,189,9,263',
  ]);
  expect(scores[0].slice(0, 6).map((score) => score.toFixed(2))).toEqual([
    '1.74',
    '1.71',
    '1.52',
    '1.40',
    '1.40',
    '1.21',
  ]);
});

test('dynamical genes are ranked as by scVelo, in each cluster and over all cells', async () => {
  const { groups, names, scores } = (await runStepHere(rankDynamicalGenes, dynamicalInputs()))
    .rank_dynamical_genes.value;
  expect(groups).toEqual(['all cells', 'a', 'b', 'c']);
  expect(names.slice(1).map((list) => list.slice(0, 6).join())).toEqual([
    '264,34,240,150,86,162',
    '243,240,34,235,86,52',
    '264,243,228,235,16,240',
  ]);
  [0.38435657760092057, 0.3936111737434235, 0.3819643323206133].forEach((score, k) => {
    expect(scores[k + 1][60]).toBeCloseTo(score, 6);
  });
  const likelihood = reference.var('fit_likelihood');
  expect(scores[0][0]).toBe(Math.max(...likelihood.filter((value) => !Number.isNaN(value))));
});

test('a single cluster has nothing to be ranked against', async () => {
  const warnings: string[] = [];
  const clusters: CategoricalArray = {
    kind: 'categorical',
    codes: new Int32Array(reference.cells),
    categories: ['a'],
  };
  const out = await runStepHere(
    rankVelocityGenes,
    { ...velocityInputs(), clusters },
    {},
    { warn: (message) => warnings.push(message) },
  );
  expect(out.rank_velocity_genes.value.names).toEqual([[]]);
  expect(warnings).toEqual([expect.stringMatching(/one cluster/)]);
});

test('cells without a cluster count among the others, and clusters without cells have no genes', async () => {
  const clusters: CategoricalArray = {
    kind: 'categorical',
    codes: Int32Array.from({ length: reference.cells }, (_, i) => (i < 34 ? 0 : -1)),
    categories: ['a', 'empty'],
  };
  const { names } = (await runStepHere(rankVelocityGenes, { ...velocityInputs(), clusters }))
    .rank_velocity_genes.value;
  expect(names[0].slice(0, 6).join()).toBe('131,211,279,75,3,54');
  expect(names[1]).toEqual([]);
  const dynamical = (await runStepHere(rankDynamicalGenes, { ...dynamicalInputs(), clusters }))
    .rank_dynamical_genes;
  expect(dynamical.value.names[2]).toEqual([]);
});

test('where no gene has a velocity the lists are empty', async () => {
  const velocity_genes = denseFrom('u8', new Uint8Array(reference.genes));
  const warnings: string[] = [];
  const out = await runStepHere(
    rankVelocityGenes,
    { ...velocityInputs(), velocity_genes },
    {},
    { warn: (message) => warnings.push(message) },
  );
  expect(out.rank_velocity_genes.value.names).toEqual([[], [], []]);
  expect(warnings).toHaveLength(1);
});
