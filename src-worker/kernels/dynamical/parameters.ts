import { splicedAt, splicingCurve, unsplicedAt, type SplicingCurve } from './curve.ts';

/** The kinetics of one gene, in the units of the curve: u is divided by `scaling`, and β is not. */
export interface Kinetics {
  /** Transcription rate while the gene is on. */
  alpha: number;
  /** Splicing rate of the scaled curve: the exported `fit_beta` is this divided by `scaling`. */
  beta: number;
  /** Degradation rate. */
  gamma: number;
  /** Time at which transcription stops (`fit_t_`). */
  switchTime: number;
  /** How many observed unspliced counts one unit of the curve's u is. */
  scaling: number;
}

/** Kinetics of many genes as stored and exported: one value a gene, β divided by the scaling, NaN where there is no fit. */
export interface KineticColumns {
  alpha: Float64Array;
  beta: Float64Array;
  gamma: Float64Array;
  switchTime: Float64Array;
  scaling: Float64Array;
}

/** The kinetics of one gene, in the units of the curve. */
export function kineticsOf(columns: KineticColumns, gene: number): Kinetics {
  const scaling = columns.scaling[gene];
  return {
    alpha: columns.alpha[gene],
    beta: columns.beta[gene] * scaling,
    gamma: columns.gamma[gene],
    switchTime: columns.switchTime[gene],
    scaling,
  };
}

/** The two phases of a gene: induction from (0, 0), and repression from where induction ended. */
export interface Phases {
  on: SplicingCurve;
  off: SplicingCurve;
  /** u and s at the switch. */
  uSwitch: number;
  sSwitch: number;
}

/** Both curves of a gene, and the point at which one leads into the other. */
export function phasesOf(kinetics: Kinetics): Phases {
  const { alpha, beta, gamma, switchTime } = kinetics;
  const on = splicingCurve(alpha, beta, gamma);
  const uSwitch = unsplicedAt(on, switchTime);
  const sSwitch = splicedAt(on, switchTime);
  return { on, off: splicingCurve(0, beta, gamma, uSwitch, sSwitch), uSwitch, sSwitch };
}

/** Whether a curve can be drawn at all: all rates, the scaling and the switch positive and finite. */
export function isDrawable(kinetics: Kinetics): boolean {
  const { alpha, beta, gamma, switchTime, scaling } = kinetics;
  return (
    alpha > 0 &&
    beta > 0 &&
    gamma > 0 &&
    switchTime > 0 &&
    scaling > 0 &&
    Number.isFinite(alpha / beta + alpha / gamma + switchTime + scaling)
  );
}
