import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { dense, denseFrom, json, type DenseArray, type SparseMatrix } from '../../data/arrays.ts';
import type { ArrayValues } from '../../data/catalogue.ts';
import { createRandom } from '../../data/random.ts';
import { singlePrecision, sparseFromDense, toDense } from '../../data/sparse.ts';
import { largestDifference } from '../../parity/measures.ts';
import { openBundledReference } from '../../parity/bundledReference.ts';
import { runStepHere } from '../runStepHere.ts';
import { transitionMatrix } from './transitionProbabilities.ts';
import { velocityGraph } from './velocityGraph.ts';

const fixture = JSON.parse(
  readFileSync(new URL('./fixtures/stochasticGraph.json', import.meta.url), 'utf8'),
) as Record<'graph' | 'signed' | 'backward', number[][]>;

describe('velocity graph', () => {
  it('agrees with scVelo after the stochastic model, where square roots are taken', async () => {
    const reference = await openBundledReference();
    const ours = await runStepHere(velocityGraph, {
      velocity: reference.layer('stochastic'),
      Ms: reference.layer('Ms'),
      velocity_genes: denseFrom('u8', reference.var('stochastic_genes')),
      velocity_params: json({ mode: 'stochastic' }),
      distances: singlePrecision(reference.sparse('obsp/distances')),
    });
    reference.close();
    const positive = ours.velocity_graph;
    const negative = ours.velocity_graph_neg;
    const self = ours.velocity_self_transition.data;
    const dense = add(toDense(positive), toDense(negative));
    expect(differenceFromFixture(dense, fixture.graph)).toBeLessThan(1e-5);
    const signed = transitionMatrix(positive, negative, self, { useNegative: true });
    expect(differenceFromFixture(toDense(signed), fixture.signed)).toBeLessThan(1e-5);
    const backward = transitionMatrix(positive, negative, self, { backward: true, selfTransitions: false });
    expect(differenceFromFixture(toDense(backward), fixture.backward)).toBeLessThan(1e-5);
  });

  it.each([false, true])(
    'is the Pearson correlation over velocity genes (square roots: %s)',
    async (roots) => {
      const inputs = smallExample(12, 9);
      const ours = await runStepHere(velocityGraph, inputs, { squareRoot: roots ? 'on' : 'off' });
      const found = add(toDense(ours.velocity_graph), toDense(ours.velocity_graph_neg));
      for (let i = 0; i < 12; i++)
        for (let j = 0; j < 12; j++) {
          const expected = reachable(inputs.distances!, i).has(j) && i !== j ? naive(inputs, i, j, roots) : 0;
          expect(found[i * 12 + j]).toBeCloseTo(expected, 6);
        }
    },
  );

  it('leaves out genes without a velocity in some cell', async () => {
    const inputs = smallExample(12, 9);
    const without = { ...inputs, velocity_genes: denseFrom('u8', [1, 1, 0, 1, 1, 1, 1, 1, 1]) };
    const gap = { ...inputs, velocity: denseFrom('f32', inputs.velocity!.data, [9, 12]) };
    gap.velocity.data[2 * 12 + 5] = Number.NaN;
    const a = await runStepHere(velocityGraph, without);
    const b = await runStepHere(velocityGraph, gap);
    expect(b.velocity_graph).toEqual(a.velocity_graph);
  });

  it('has no entries for a cell that does not move, nor between equal cells', async () => {
    const inputs = smallExample(12, 9);
    for (let g = 0; g < 9; g++) {
      inputs.velocity!.data[g * 12] = 0.3;
      inputs.Ms!.data[g * 12 + 2] = inputs.Ms!.data[g * 12 + 1];
    }
    const ours = await runStepHere(velocityGraph, inputs);
    const found = add(toDense(ours.velocity_graph), toDense(ours.velocity_graph_neg));
    expect(found.slice(0, 12).every((value) => value === 0)).toBe(true);
    expect(found[12 + 2]).toBe(0);
    expect(found.some(Number.isNaN)).toBe(false);
  });

  it('refuses fewer than two velocity genes, and neighbours of other cells', async () => {
    const inputs = smallExample(12, 9);
    const one = denseFrom('u8', [1, 0, 0, 0, 0, 0, 0, 0, 0]);
    await expect(runStepHere(velocityGraph, { ...inputs, velocity_genes: one })).rejects.toThrow(
      /two velocity genes/,
    );
    const distances = smallExample(10, 9).distances;
    await expect(runStepHere(velocityGraph, { ...inputs, distances })).rejects.toThrow(/10 × 10.*12 cells/);
    await expect(runStepHere(velocityGraph, inputs, { neighbors: 'connectivities' })).rejects.toThrow(
      /missing/,
    );
  });
});

/** Cells on a ring, each with its two next ones as neighbours. */
function smallExample(cells: number, genes: number): ArrayValues {
  const random = createRandom(7, 'graph');
  const ring = new Float32Array(cells * cells);
  for (let i = 0; i < cells; i++) {
    ring[i * cells + ((i + 1) % cells)] = 1;
    ring[i * cells + ((i + cells - 1) % cells)] = 2;
  }
  const draw = (): DenseArray<Float32Array> => {
    const out = dense('f32', [genes, cells]);
    for (let p = 0; p < out.data.length; p++) out.data[p] = random.normal();
    return out;
  };
  return {
    velocity: draw(),
    Ms: draw(),
    velocity_genes: denseFrom('u8', new Uint8Array(genes).fill(1)),
    velocity_params: json({ mode: 'deterministic' }),
    distances: sparseFromDense(ring, cells, cells),
  };
}

function reachable(distances: SparseMatrix, from: number): Set<number> {
  const next = (i: number) => distances.indices.subarray(distances.indptr[i], distances.indptr[i + 1]);
  return new Set([...next(from)].flatMap((j) => [j, ...next(j)]));
}

/** The definition, written as it is read. */
function naive(inputs: ArrayValues, i: number, j: number, roots: boolean): number {
  const [genes, cells] = inputs.Ms!.shape;
  const at = (array: DenseArray, g: number, cell: number) => array.data[g * cells + cell];
  const transform = (x: number) => (roots ? Math.sign(x) * Math.sqrt(Math.abs(x)) : x);
  const each = Array.from({ length: genes }, (_, g) => g);
  const v = each.map((g) => transform(at(inputs.velocity!, g, i)));
  const d = each.map((g) => transform(at(inputs.Ms!, g, j) - at(inputs.Ms!, g, i)));
  const mean = (values: number[]) => values.reduce((a, b) => a + b) / genes;
  const product = (a: number[], b: number[]) =>
    each.reduce((sum, g) => sum + (a[g] - mean(a)) * (b[g] - mean(b)), 0);
  return product(v, d) / Math.sqrt(product(v, v) * product(d, d));
}

function add(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, p) => value + b[p]);
}

/** The fixture holds every twentieth of 100 cells. */
function differenceFromFixture(values: Float64Array, rows: number[][]): number {
  return Math.max(...rows.map((row, r) => largestDifference(values.subarray(2000 * r, 2000 * r + 100), row)));
}
