import { describe, expect, it } from 'vitest';

import { denseFrom } from '../../data/arrays.ts';
import type { ArrayValues } from '../../data/catalogue.ts';
import { createRandom } from '../../data/random.ts';
import { sparseFromDense } from '../../data/sparse.ts';
import { runStepHere } from '../runStepHere.ts';
import { steadyState } from './steadyState.ts';
import { stochastic } from './stochastic.ts';

const cells = 60;
const genes = 5;

describe('stochastic velocity', () => {
  it('solves first and second moments together, each by the spread of its residuals', async () => {
    const inputs = example();
    const ours = await runStepHere(stochastic, inputs);
    for (let g = 0; g < genes; g++)
      expect(ours.velocity_gamma.data[g]).toBeCloseTo(expectedGamma(inputs, g), 5);
  });

  it('keeps the steady-state slope, R² and genes beside its own γ', async () => {
    const inputs = example();
    const ours = await runStepHere(stochastic, inputs);
    const steady = await runStepHere(steadyState, { Ms: inputs.Ms, Mu: inputs.Mu });
    expect(ours.velocity_qreg_ratio).toEqual(steady.velocity_gamma);
    expect(ours.velocity_r2).toEqual(steady.velocity_r2);
    expect(ours.velocity_genes).toEqual(steady.velocity_genes);
    expect(ours.velocity_params.value.mode).toBe('stochastic');
  });

  it('leaves genes that are no velocity genes at their steady-state γ, without a variance', async () => {
    const inputs = { ...example(), highly_variable: denseFrom('u8', [1, 1, 1, 0, 1]) };
    const ours = await runStepHere(stochastic, inputs);
    expect(ours.velocity_gamma.data[3]).toBe(ours.velocity_qreg_ratio.data[3]);
    const variance = ours.variance_velocity.data;
    expect(variance.subarray(3 * cells, 4 * cells).every((value) => value === 0)).toBe(true);
    expect(variance.subarray(0, cells).some((value) => value !== 0)).toBe(true);
  });

  it('keeps the steady-state γ where residuals vanish', async () => {
    const s = Float32Array.from({ length: 2 * cells }, (_, p) => 1 + (p % cells));
    const layer = sparseFromDense(new Float32Array(2 * cells), cells, 2);
    const ours = await runStepHere(stochastic, {
      Ms: denseFrom('f32', s, [2, cells]),
      Mu: denseFrom(
        'f32',
        s.map((x) => x / 2),
        [2, cells],
      ),
      normalized_spliced: layer,
      normalized_unspliced: layer,
      connectivities: example().connectivities,
    });
    expect(ours.velocity_gamma.data[0]).toBe(0.5);
  });

  it('refuses counts of other cells', async () => {
    const layer = sparseFromDense(new Float32Array(3 * genes), 3, genes);
    await expect(runStepHere(stochastic, { ...example(), normalized_spliced: layer })).rejects.toThrow(
      /normalized_spliced.*3 × 5.*60 cells × 5 genes/,
    );
  });
});

/** Counts of cells on a ring whose unspliced counts follow the spliced ones. */
function example(): ArrayValues & Required<Pick<ArrayValues, 'Ms' | 'Mu'>> {
  const random = createRandom(11, 'stochastic');
  const s = new Float32Array(cells * genes);
  const u = new Float32Array(cells * genes);
  for (let i = 0; i < cells; i++)
    for (let g = 0; g < genes; g++) {
      s[i * genes + g] = Math.round(8 * (1 + Math.sin(i / 9 + g)) + 2 * random.uniform());
      u[i * genes + g] = Math.round(0.4 * s[i * genes + g] + 3 * random.uniform());
    }
  const ring = new Float32Array(cells * cells);
  for (let i = 0; i < cells; i++)
    for (const step of [1, 2]) {
      ring[i * cells + ((i + step) % cells)] = 0.5;
      ring[i * cells + ((i + cells - step) % cells)] = 0.5;
    }
  return {
    Ms: denseFrom(
      'f32',
      ringMeans(s, (x) => x),
      [genes, cells],
    ),
    Mu: denseFrom(
      'f32',
      ringMeans(u, (x) => x),
      [genes, cells],
    ),
    normalized_spliced: sparseFromDense(s, cells, genes),
    normalized_unspliced: sparseFromDense(u, cells, genes),
    connectivities: sparseFromDense(ring, cells, cells),
  };
}

/** Means over the five cells around each, genes × cells; `of` maps the value (and its place) first. */
function ringMeans(values: Float32Array, of: (value: number, place: number) => number): number[] {
  return Array.from({ length: genes * cells }, (_, p) => {
    const g = Math.floor(p / cells);
    const places = [-2, -1, 0, 1, 2].map((step) => ((p + step + cells - g * cells) % cells) * genes + g);
    return places.reduce((sum, place) => sum + of(values[place], place), 0) / 5;
  });
}

/** The same model, written as its definition reads. */
function expectedGamma(inputs: ReturnType<typeof example>, g: number): number {
  const row = (values: ArrayLike<number>) => Array.from({ length: cells }, (_, i) => values[g * cells + i]);
  const layer = (matrix: NonNullable<ArrayValues['normalized_spliced']>): Float32Array => {
    const out = new Float32Array(cells * genes);
    for (let i = 0; i < cells; i++)
      for (let p = matrix.indptr[i]; p < matrix.indptr[i + 1]; p++)
        out[i * genes + matrix.indices[p]] = matrix.data[p];
    return out;
  };
  const spliced = layer(inputs.normalized_spliced!);
  const unspliced = layer(inputs.normalized_unspliced!);
  const s = row(inputs.Ms.data);
  const u = row(inputs.Mu.data);
  const s2 = row(ringMeans(spliced, (x) => x * x)).map((value, i) => 2 * value - s[i]);
  const u2 = row(ringMeans(spliced, (x, place) => x * unspliced[place])).map((value, i) => 2 * value + u[i]);
  const upper = (values: number[]): boolean[] => {
    const sorted = [...values].sort((a, b) => a - b);
    const rank = 0.95 * (cells - 1);
    const low = Math.floor(rank);
    const bound = sorted[low] + (rank - low) * (sorted[low + 1] - sorted[low]);
    return values.map((value) => value >= bound);
  };
  const byBoth = upper(s.map((value, i) => value / Math.max(...s) + u[i] / Math.max(...u)));
  const bySpliced = upper(s);
  const slope = (x: number[], y: number[], use: (i: number) => boolean) =>
    x.reduce((sum, value, i) => sum + (use(i) ? value * y[i] : 0), 0) /
    x.reduce((sum, value, i) => sum + (use(i) ? value * value : 0), 0);
  const deviation = (x: number[], y: number[], gamma: number) => {
    const residuals = y.map((value, i) => value - gamma * x[i]);
    const mean = residuals.reduce((a, b) => a + b) / cells;
    return Math.sqrt(residuals.reduce((sum, value) => sum + (value - mean) ** 2, 0) / cells);
  };
  const first = deviation(
    s,
    u,
    slope(s, u, (i) => byBoth[i]),
  );
  const second = deviation(
    s2,
    u2,
    slope(s2, u2, () => true),
  );
  const x = [...s.map((value) => value / first), ...s2.map((value) => value / second)];
  const y = [...u.map((value) => value / first), ...u2.map((value) => value / second)];
  return slope(x, y, (i) => i >= cells || byBoth[i] || bySpliced[i]);
}
