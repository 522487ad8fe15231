import type { Neighbourhoods } from '../data/neighbourhoods.ts';
import { percentile } from '../data/percentile.ts';
import { deriveKernel } from '../kernels/dynamical/deriveKernel.ts';
import type { Kinetics } from '../kernels/dynamical/parameters.ts';
import { neighborMeans } from '../kernels/neighborMeans.ts';
import { residuals } from '../steps/velocity/steadyStateFit.ts';

/** The size that all cells of a layer are scaled to: the median of their sizes, as the step `normalize` takes it. */
export function targetSize(sizes: ArrayLike<number>): number {
  return percentile(sizes, 50) || 1;
}

/**
 * One gene's counts with every cell scaled to `target`, as the step `normalize` makes them. `counts` and `sizes` are one
 * a cell; cells without counts stay zero.
 */
export function normalizedGene(
  counts: Float32Array,
  sizes: ArrayLike<number>,
  target: number,
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(counts.length);
  for (let i = 0; i < counts.length; i++) {
    // The scale is taken first, as in the step: the order of the two roundings matters to the last bit.
    const scale = target / sizes[i];
    out[i] = counts[i] === 0 ? 0 : counts[i] * scale;
  }
  return out;
}

/** One gene's first moment, as the step `moments` makes it from normalised counts (one a cell). */
export function geneMoment(
  normalized: Float32Array<ArrayBuffer>,
  graph: Neighbourhoods,
): Float32Array<ArrayBuffer> {
  const cells = normalized.length;
  const present = normalized.reduce((count, value) => count + (value === 0 ? 0 : 1), 0);
  const indices = new Uint32Array(present);
  const data = new Float32Array(present);
  for (let i = 0, p = 0; i < cells; i++) {
    if (normalized[i] === 0) continue;
    indices[p] = i;
    data[p++] = normalized[i];
  }
  const out = new Float32Array(cells);
  const indptr = Uint32Array.of(0, present);
  neighborMeans.run({ cells, indptr, indices, data, graph, out }, 0, 1);
  return out;
}

/** One gene's velocity off the steady-state line, v = u − γ s − offset, from its moments (one a cell). */
export function residualGeneVelocity(
  s: Float32Array,
  u: Float32Array,
  gamma: number,
  offset: number,
): Float32Array<ArrayBuffer> {
  const velocity = new Float32Array(s.length);
  const line = { gamma: Float64Array.of(gamma), offset: Float64Array.of(offset) };
  residuals.run({ s, u, cells: s.length, ...line, velocity }, 0, 1);
  return velocity;
}

/**
 * One gene's velocity by the dynamical model, from its moments (one a cell) and kinetics; NaN where the gene has no fit.
 *
 * @param kinetics with β as stored: divided by the scaling.
 */
export function dynamicalGeneVelocity(
  s: Float32Array,
  u: Float32Array,
  graph: Neighbourhoods,
  kinetics: Kinetics,
): Float32Array<ArrayBuffer> {
  const velocity = new Float32Array(s.length);
  const unused = (): Float32Array => new Float32Array(s.length);
  deriveKernel.run(
    {
      Ms: s,
      Mu: u,
      graph,
      kinetics: {
        alpha: Float64Array.of(kinetics.alpha),
        beta: Float64Array.of(kinetics.beta),
        gamma: Float64Array.of(kinetics.gamma),
        switchTime: Float64Array.of(kinetics.switchTime),
        scaling: Float64Array.of(kinetics.scaling),
      },
      velocity,
      time: unused(),
      tauOn: unused(),
      tauOff: unused(),
    },
    0,
    1,
  );
  return velocity;
}
