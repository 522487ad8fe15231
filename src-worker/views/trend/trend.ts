import { localLinear, type Weighted } from './localLinear.ts';
import { ruleOfThumbBandwidth } from './bandwidth.ts';

/** How a gene goes along a coordinate of the cells, at even points. NaN where there are too few cells to say. */
export interface Trend {
  /** The points, from the least to the largest coordinate of all cells. */
  at: Float64Array;
  /** The smooth mean, in the unit of the values. */
  mean: Float64Array;
  /** Ends of the pointwise 95 % band of the mean. */
  low: Float64Array;
  high: Float64Array;
  /** Standard deviation of the kernel, in the unit of the coordinate. */
  bandwidth: number;
  /** How many cells had a coordinate, a value and a weight. */
  cells: number;
}

/** Makes trends of values (one a cell), each cell counted `weights` times (0 … 1; once without). */
export type TrendMaker = (values: ArrayLike<number>, weights?: ArrayLike<number>) => Trend;

/** Points at which trends are evaluated: their steps are finer than any bandwidth. */
const POINTS = 150;
/** More cells than this are taken in groups, of which there are at most so many. */
const FEW = 5000;
const MOST_GROUPS = 2500;

/**
 * Trends of genes along a coordinate such as latent time, by local linear regression with a Gaussian kernel (Fan & Gijbels 1996, Local
 * Polynomial Modelling, section 2.3) and their rule of thumb for the bandwidth, as {@link ruleOfThumbBandwidth} says. The trend of a
 * fate weights cells by their probability to come to it, as CellRank's gene trends do (Lange 2022,
 * doi:10.1038/s41592-021-01346-6).
 *
 * The band takes cells as independent. Counts smoothed over neighbours are not quite, so for those it is narrower than it should be.
 *
 * @param coordinate One a cell; cells whose is not finite take no part.
 */
export function trendMaker(coordinate: ArrayLike<number>, points = POINTS): TrendMaker {
  const order = finiteOrder(coordinate);
  const sorted = Float64Array.from(order, (cell) => coordinate[cell]);
  const [first, last] = [sorted[0] ?? 0, sorted[sorted.length - 1] ?? 0];
  const at = Float64Array.from({ length: points }, (_, k) =>
    k === points - 1 ? last : first + ((last - first) * k) / Math.max(points - 1, 1),
  );
  return (values, weights) => {
    const { groups, cells, range } = grouped(order, sorted, values, weights);
    const bandwidth = ruleOfThumbBandwidth(groups, last - first);
    return { at, ...withinReach(localLinear(groups, at, bandwidth), range), bandwidth, cells };
  };
}

type Estimate = Pick<Trend, 'mean' | 'low' | 'high'>;

/**
 * The estimate where means can be: a straight line through cells that rise steeply passes below 0 beside them, but a mean lies between
 * the least and the largest of what it is of, and one of counts is not negative.
 */
function withinReach({ mean, low, high }: Estimate, [least, most]: readonly [number, number]): Estimate {
  const floor = least >= 0 ? 0 : -Infinity;
  return {
    mean: mean.map((value) => Math.min(Math.max(value, least), most)),
    low: low.map((value) => Math.max(value, floor)),
    high: high.map((value) => Math.max(value, least)),
  };
}

/** Places of the finite values, by value; equal ones in their order. */
export function finiteOrder(values: ArrayLike<number>): Uint32Array {
  const places: number[] = [];
  for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i])) places.push(i);
  return Uint32Array.from(places).sort((a, b) => values[a] - values[b] || a - b);
}

/**
 * Cells that have a value and a weight, in groups of nearly one coordinate: a straight line through the cells goes through their means,
 * too, and groups are much narrower than any bandwidth.
 */
function grouped(
  order: Uint32Array,
  sorted: Float64Array,
  values: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
): { groups: Weighted; cells: number; range: [least: number, most: number] } {
  const array = (): Float64Array => new Float64Array(order.length);
  const out = { x: array(), y: array(), weight: array(), squares: array(), spread: array() };
  const width = order.length > FEW ? (sorted[sorted.length - 1] - sorted[0]) / MOST_GROUPS : 0;
  let cells = 0;
  let g = -1;
  let start = 0;
  const range: [number, number] = [Infinity, -Infinity];
  for (let i = 0; i < order.length; i++) {
    const [x, y] = [sorted[i], values[order[i]]];
    const weight = weights ? weights[order[i]] : 1;
    if (!Number.isFinite(y) || !(weight > 0)) continue;
    if (width === 0 || g < 0 || x - start > width) {
      g++;
      start = x;
    }
    // Means and the spread are carried along (West 1979), which keeps small spreads of large values.
    out.weight[g] += weight;
    out.squares[g] += weight * weight;
    const share = weight / out.weight[g];
    const step = y - out.y[g];
    out.x[g] += share * (x - out.x[g]);
    out.y[g] += share * step;
    out.spread[g] += weight * step * (y - out.y[g]);
    if (y < range[0]) range[0] = y;
    if (y > range[1]) range[1] = y;
    cells++;
  }
  const n = g + 1;
  for (let k = 0; k < n; k++) out.spread[k] /= out.weight[k];
  const { x, y, weight, squares, spread } = out;
  const groups = [x, y, weight, squares, spread].map((list) => list.subarray(0, n));
  return {
    groups: { x: groups[0], y: groups[1], weight: groups[2], squares: groups[3], spread: groups[4] },
    cells,
    range,
  };
}
