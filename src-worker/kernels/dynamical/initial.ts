import { percentilesInPlace } from '../../data/percentile.ts';
import { upperMode } from './bimodality.ts';
import type { GeneObservations } from './gene.ts';
import { inductionTime } from './inverse.ts';
import type { Kinetics } from './parameters.ts';

/** Where the fit of a gene starts, and what was seen of its upper steady state. */
export interface InitialFit {
  kinetics: Kinetics;
  /** P value of a second, upper mode in both u and s. */
  pValueSteady: number;
  /** The upper mode of u (in counts) and of s. */
  steadyU: number;
  steadyS: number;
}

/** The percentile above which u and s are taken for the end of induction. */
const EXTREME_PERCENTILE = 98;

/**
 * First estimates of a gene's kinetics (Bergen 2020): the scaling from the spreads of u and s, γ by least squares
 * through the origin over the cells with the highest s, β = 1, α and the switch from the means of the highest u and
 * s. Where u and s both show an upper mode, its u enters as the steady state that induction reached.
 *
 * @param fitScaling where false, u and s are taken to be captured alike (scaling 1).
 */
export function initialFit(gene: GeneObservations, fitScaling: boolean): InitialFit {
  const scaling = fitScaling ? gene.stdU / gene.stdS : 1;
  const u = gene.chosenU.subarray(0, gene.fittedCount);
  const s = gene.chosenS.subarray(0, gene.fittedCount);
  for (let i = 0, k = 0; i < gene.cells; i++) {
    if (gene.fitted[i] === 0) continue;
    u[k] = gene.u[i] / scaling;
    s[k++] = gene.s[i];
  }
  const percentiles = [EXTREME_PERCENTILE, 99.9];
  const [boundU, highestU] = percentilesInPlace(u.slice(), percentiles);
  const [boundS, highestS] = percentilesInPlace(s.slice(), percentiles);
  const extremes = meansOfExtremes(u, s, boundU, boundS);
  let gamma = extremes.slope + 1e-6;
  if (gamma < 0.05 / scaling) gamma *= 1.2;
  else if (gamma > 1.5 / scaling) gamma /= 1.2;

  const modeU = upperMode(u, highestU);
  const modeS = upperMode(s, highestS);
  const pValueSteady = Math.max(modeU.pValue, modeS.pValue);
  let beta = 1;
  let alpha = extremes.u;
  let uSwitch = extremes.u;
  if (pValueSteady < 1e-3) {
    uSwitch = (extremes.u + modeU.upperMode) / 2;
    alpha = gamma * extremes.s;
    beta = alpha / uSwitch;
  }
  const switchTime = inductionTime(uSwitch, extremes.s, alpha, beta, gamma);
  return {
    kinetics: { alpha, beta, gamma, switchTime, scaling },
    pValueSteady,
    steadyU: modeU.upperMode * scaling,
    steadyS: modeS.upperMode,
  };
}

/** Mean u over the cells extreme in u or s (at least their bounds), mean s and slope u/s over those extreme in s. */
function meansOfExtremes(
  u: Float64Array,
  s: Float64Array,
  boundU: number,
  boundS: number,
): { u: number; s: number; slope: number } {
  let either = 0;
  let countS = 0;
  let sumU = 0;
  let sumS = 0;
  let sumUS = 0;
  let sumSS = 0;
  for (let k = 0; k < u.length; k++) {
    const highS = s[k] >= boundS;
    if (highS || u[k] >= boundU) {
      either++;
      sumU += u[k];
    }
    if (!highS) continue;
    countS++;
    sumS += s[k];
    sumUS += u[k] * s[k];
    sumSS += s[k] * s[k];
  }
  return { u: sumU / either, s: sumS / countS, slope: sumUS / sumSS };
}
