import { describe, expect, it } from 'vitest';

import { DataError } from '../data/errors.ts';
import { rowSums } from '../data/sparse.ts';
import { simulate } from './simulate.ts';

const small = { nCells: 300, nGenes: 120, seed: 4 };

describe('simulate', () => {
  it('gives the same numbers for the same seed, and others for another', () => {
    const a = simulate(small);
    const b = simulate(small);
    const c = simulate({ ...small, seed: 5 });
    expect(b.dataset.layers.spliced).toEqual(a.dataset.layers.spliced);
    expect(b.truth.velocity).toEqual(a.truth.velocity);
    expect(c.dataset.layers.spliced.data).not.toEqual(a.dataset.layers.spliced.data);
  });

  it('has the velocity β u − γ s', () => {
    const { truth } = simulate(small);
    for (let at = 0; at < truth.u.data.length; at++) {
      const g = at % small.nGenes;
      const expected = truth.beta[g] * truth.u.data[at] - truth.gamma[g] * truth.s.data[at];
      expect(Math.abs(truth.velocity.data[at] - expected)).toBeLessThan(1e-4 * (1 + Math.abs(expected)));
    }
  });

  it('keeps genes that are not dynamic at their steady state', () => {
    const { truth } = simulate({ ...small, fractionDynamic: 0 });
    expect(Math.max(...truth.velocity.data.map(Math.abs))).toBeLessThan(1e-4);
  });

  it('draws whole counts around the truth, with sorted columns on shared memory', () => {
    const { dataset, truth } = simulate({ nCells: 2000, nGenes: 40, dispersion: 0.2, depth: 0.5 });
    for (const [layer, mean] of [
      [dataset.layers.spliced, truth.s],
      [dataset.layers.unspliced, truth.u],
    ] as const) {
      expect(layer.data.buffer).toBeInstanceOf(SharedArrayBuffer);
      expect(layer.data.every((count) => count > 0 && Number.isInteger(count))).toBe(true);
      for (let i = 0; i < layer.rows; i++)
        for (let p = layer.indptr[i] + 1; p < layer.indptr[i + 1]; p++)
          expect(layer.indices[p]).toBeGreaterThan(layer.indices[p - 1]);
      const drawn = rowSums(layer).reduce((a, b) => a + b, 0);
      // Sizes are log-normal with σ 0.3, of mean exp(0.045).
      const expected = 0.5 * Math.exp(0.045) * mean.data.reduce((a, b) => a + b, 0);
      expect(drawn / expected).toBeCloseTo(1, 1);
    }
  });

  it('names its columns as scoring expects, with fates that match the tree', () => {
    const { dataset } = simulate({ ...small, nStates: 3 });
    const { clusters, true_fate: fate, true_time: time } = dataset.obs;
    expect(Object.keys(dataset.var)).toEqual(['true_beta', 'true_gamma', 'dynamic']);
    if (clusters.kind !== 'categorical' || fate.kind !== 'categorical' || time.kind !== 'numbers')
      throw new Error('unexpected kinds of column');
    const fateOfEdge: Record<string, string> = { A: 'B|C', B: 'B', C: 'C' };
    clusters.codes.forEach((code, i) => {
      const edge = clusters.categories[code];
      expect(fate.categories[fate.codes[i]]).toBe(fateOfEdge[edge]);
      expect(time.values[i]).toBeGreaterThanOrEqual(edge === 'A' ? 0 : 4);
    });
  });

  it('refuses options out of their range, with the range', () => {
    expect(() => simulate({ nStates: 1 })).toThrow(DataError);
    expect(() => simulate({ nStates: 1 })).toThrow(/nStates is 1. It must be a whole number from 2 to 100/);
    expect(() => simulate({ nCells: 2.5 })).toThrow(/nCells is 2.5/);
    expect(() => simulate({ depth: Number.NaN })).toThrow(/depth is NaN/);
    expect(() => simulate({ nCells: 1_000_000, nGenes: 100_000 })).toThrow(/too many/);
    expect(() => simulate({ cells: 5 } as object)).toThrow(/no option “cells”/);
  });
});
