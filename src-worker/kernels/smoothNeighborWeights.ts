import { defineKernel } from './kernel.ts';

export interface SmoothNeighborWeightsArgs {
  /** Points × neighbours, ascending along a row, without the point itself. */
  distances: Float64Array;
  neighbors: number;
  /** The mean distance over all points, counting each point itself as a neighbour at distance 0. */
  meanDistance: number;
  /** Result: membership strength of each neighbour, points × neighbours. */
  weights: Float32Array;
}

const ITERATIONS = 64;
const TOLERANCE = 1e-5;
const SMALLEST_WIDTH = 1e-3;

/**
 * Membership strengths exp(−(d − ρ) / σ) of the neighbours of the points `from` to `to`: ρ is the distance of the
 * nearest neighbour apart from the point, σ is such that the strengths sum to log₂ of the number of neighbours,
 * the point itself counted among them (McInnes, Healy and Melville 2018, section 3.1).
 */
export const smoothNeighborWeights = defineKernel<SmoothNeighborWeightsArgs>(
  'neighbors.smoothWeights',
  (args, from, to) => {
    const { distances, neighbors, weights } = args;
    const target = Math.log2(neighbors + 1);
    for (let i = from; i < to; i++) {
      const start = i * neighbors;
      const end = start + neighbors;
      let nearest = 0;
      let sum = 0;
      for (let p = start; p < end; p++) {
        sum += distances[p];
        if (nearest === 0) nearest = distances[p];
      }
      const scale = nearest > 0 ? sum / (neighbors + 1) : args.meanDistance;
      const width = Math.max(widthFor(distances, start, end, nearest, target), SMALLEST_WIDTH * scale);
      for (let p = start; p < end; p++) {
        const beyond = distances[p] - nearest;
        weights[p] = beyond <= 0 || width === 0 ? 1 : Math.exp(-beyond / width);
      }
    }
  },
);

/** The σ at which the strengths sum to `target`, by bisection. */
function widthFor(
  distances: Float64Array,
  start: number,
  end: number,
  nearest: number,
  target: number,
): number {
  let low = 0;
  let high = Infinity;
  let width = 1;
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    let sum = 0;
    for (let p = start; p < end; p++) {
      const beyond = distances[p] - nearest;
      sum += beyond > 0 ? Math.exp(-beyond / width) : 1;
    }
    if (Math.abs(sum - target) < TOLERANCE) break;
    if (sum > target) {
      high = width;
      width = (low + high) / 2;
    } else {
      low = width;
      width = high === Infinity ? width * 2 : (low + high) / 2;
    }
  }
  return width;
}
