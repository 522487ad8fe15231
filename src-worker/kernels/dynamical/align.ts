import { timeOf, type Assignment } from './assign.ts';
import { neighbourMean, type Neighbourhoods } from '../../data/neighbourhoods.ts';
import type { Kinetics } from './parameters.ts';

/** How long all genes' dynamics are taken to last, in hours (Bergen 2020: a prior, not a measurement). */
export const TOTAL_TIME = 20;

/**
 * The factor by which a gene's time is stretched, so that what is seen of its induction and its repression lasts
 * {@link TOTAL_TIME} together: rates are divided by it and times multiplied. Times are smoothed over the graph first.
 * Cells whose time is exactly 0 or that of the switch are taken to rest: the shorter the time the others cover.
 *
 * @param times, smoothed room for one value a cell each, or more; `smoothed` holds the smoothed times afterwards.
 */
export function alignmentScaling(
  assignment: Assignment,
  graph: Neighbourhoods,
  times: Float64Array,
  smoothed: Float64Array,
): number {
  const { switchTime } = assignment.kinetics;
  const cells = graph.indptr.length - 1;
  for (let i = 0; i < cells; i++) times[i] = timeOf(assignment, i);
  neighbourMean(graph, times, smoothed);
  let induction = 0;
  let repression = 0;
  let resting = 0;
  for (let i = 0; i < cells; i++) {
    const time = smoothed[i];
    if (time < switchTime && time > induction) induction = time;
    if (time - switchTime > repression) repression = time - switchTime;
    if (time === switchTime || time === 0) resting++;
  }
  const moving = 1 - resting / cells || 1;
  const seen = (induction + repression) / moving || 1;
  return TOTAL_TIME / seen;
}

/** The kinetics on the stretched clock. */
export function stretched(kinetics: Kinetics, factor: number): Kinetics {
  return {
    alpha: kinetics.alpha / factor,
    beta: kinetics.beta / factor,
    gamma: kinetics.gamma / factor,
    switchTime: kinetics.switchTime * factor,
    scaling: kinetics.scaling,
  };
}
