import { describe, expect, it } from 'vitest';

import { denseFrom, type DenseArray } from '../../data/arrays.ts';
import { createRandom } from '../../data/random.ts';
import { runStepHere } from '../runStepHere.ts';
import { steadyState } from './steadyState.ts';

const cells = 40;

describe('steady-state velocity', () => {
  it('takes γ from the cells of highest abundance and the velocity from what lies off the line', async () => {
    // All cells but the three highest are above the line u = 0.5 s.
    const s = Array.from({ length: cells }, (_, i) => i + 1);
    const u = s.map((value, i) => 0.5 * value + (i < cells - 3 ? 0.2 : 0));
    const { velocity, velocity_gamma } = await runStepHere(steadyState, moments([s, s], [u, u]));
    expect(velocity_gamma.data[0]).toBeCloseTo(0.5, 10);
    expect(velocity.data[0]).toBeCloseTo(0.2, 6);
    expect(velocity.data[cells - 1]).toBeCloseTo(0, 6);
  });

  it('fits an offset over both extremes where asked, never a negative one', async () => {
    const s = Array.from({ length: cells }, (_, i) => i + 1);
    const raised = s.map((value) => 0.5 * value + 3);
    const lowered = s.map((value) => Math.max(0, 0.5 * value - 3));
    const inputs = moments([s, s], [raised, lowered]);
    const ours = await runStepHere(steadyState, inputs, { fitOffset: true });
    expect(ours.velocity_offset.data[0]).toBeCloseTo(3, 5);
    expect(ours.velocity_gamma.data[0]).toBeCloseTo(0.5, 5);
    expect(ours.velocity.data[5]).toBeCloseTo(0, 5);
    expect(ours.velocity_offset.data[1]).toBe(0);
    expect((await runStepHere(steadyState, inputs)).velocity_offset.data[0]).toBe(0);
  });

  it('gives a gene without spliced counts γ = 0, one without any counts no velocity, and neither a vote', async () => {
    const { s, u } = good();
    const zeros = s.map(() => 0);
    const ours = await runStepHere(steadyState, moments([s, s, zeros, zeros], [u, u, u, zeros]));
    expect(ours.velocity_gamma.data[2]).toBe(0);
    expect(ours.velocity.data[2 * cells + 3]).toBeCloseTo(u[3], 5);
    expect(ours.velocity.data.subarray(3 * cells).every((value) => value === 0)).toBe(true);
    expect([...ours.velocity_genes.data]).toEqual([1, 1, 0, 0]);
    expect([...ours.velocity_r2.data].some(Number.isNaN)).toBe(false);
  });

  it('keeps to highly variable genes where they are known', async () => {
    const { s, u } = good();
    const inputs = { ...moments([s, s, s], [u, u, u]), highly_variable: denseFrom('u8', [1, 0, 1]) };
    expect([...(await runStepHere(steadyState, inputs)).velocity_genes.data]).toEqual([1, 0, 1]);
  });

  it('falls back to the genes of best R² where fewer than two pass, and warns', async () => {
    const random = createRandom(3, 'noise');
    const noise = (): number[] => Array.from({ length: cells }, () => 1 + random.uniform());
    const rows = Array.from({ length: 10 }, noise);
    const warnings: string[] = [];
    const ours = await runStepHere(
      steadyState,
      moments(rows, Array.from({ length: 10 }, noise)),
      {},
      {
        warn: (message) => warnings.push(message),
      },
    );
    expect(ours.velocity_genes.data.reduce((a, b) => a + b)).toBe(2);
    expect(warnings).toHaveLength(1);
  });

  it('works on a single cell and refuses moments that do not fit together', async () => {
    const one = { Ms: denseFrom('f32', [2, 1], [2, 1]), Mu: denseFrom('f32', [1, 1], [2, 1]) };
    const ours = await runStepHere(steadyState, one);
    expect([...ours.velocity_gamma.data]).toEqual([0.5, 1]);
    const { s, u } = good();
    const uneven = { Ms: moments([s, s], [u, u]).Ms, Mu: moments([s], [u]).Mu };
    await expect(runStepHere(steadyState, uneven)).rejects.toThrow(/2 genes × 40 cells and Mu 1 × 40/);
  });
});

function good(): { s: number[]; u: number[] } {
  const s = Array.from({ length: cells }, (_, i) => i + 1);
  return { s, u: s.map((value, i) => 0.4 * value + (i % 3)) };
}

function moments(s: number[][], u: number[][]): Record<'Ms' | 'Mu', DenseArray<Float32Array>> {
  return {
    Ms: denseFrom('f32', s.flat(), [s.length, s[0].length]),
    Mu: denseFrom('f32', u.flat(), [u.length, u[0].length]),
  };
}
