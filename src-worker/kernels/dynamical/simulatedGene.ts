import { createRandom } from '../../data/random.ts';
import { sparseFromDense } from '../../data/sparse.ts';
import { splicedAt, unsplicedAt } from './curve.ts';
import { neighbourhoods, type Neighbourhoods } from '../../data/neighbourhoods.ts';
import { phasesOf, type Kinetics } from './parameters.ts';

/** A gene of known kinetics, over cells whose times are spread evenly from 0 to `end`. For tests. */
export interface SimulatedGene {
  u: Float64Array;
  s: Float64Array;
  times: Float64Array;
  graph: Neighbourhoods;
}

/**
 * Cells on the curve of the given kinetics, with normal noise in parts of each count's maximum; u is observed times the
 * scaling. Neighbours are the `k` cells before and after in time.
 */
export function simulateGene(
  kinetics: Kinetics,
  options: { cells: number; end: number; noise?: number; k?: number; seed?: number },
): SimulatedGene {
  const { cells, end, noise = 0, k = 5 } = options;
  const random = createRandom(options.seed ?? 0, 'simulated gene');
  const phases = phasesOf(kinetics);
  const times = Float64Array.from({ length: cells }, (_, i) => ((i + 0.5) / cells) * end);
  const at = (t: number) => {
    const curve = t < kinetics.switchTime ? phases.on : phases.off;
    const tau = t < kinetics.switchTime ? t : t - kinetics.switchTime;
    return { u: unsplicedAt(curve, tau) * kinetics.scaling, s: splicedAt(curve, tau) };
  };
  const noisy = (values: Float64Array) => {
    const max = values.reduce((a, b) => Math.max(a, b), 0);
    return values.map((value) => Math.max(0, value + noise * max * random.normal()));
  };
  const near = new Float32Array(cells * cells);
  for (let i = 0; i < cells; i++)
    for (let j = Math.max(0, i - k); j <= Math.min(cells - 1, i + k); j++) near[i * cells + j] = 1;
  return {
    u: noisy(times.map((t) => at(t).u)),
    s: noisy(times.map((t) => at(t).s)),
    times,
    graph: neighbourhoods(sparseFromDense(near, cells, cells)),
  };
}
