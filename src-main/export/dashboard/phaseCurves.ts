import type { RunResult } from '../../compute/runResult.ts';
import { packFloats } from './pack.ts';
import type { PhaseCurve } from './payload.ts';

/** Makes the lines of a gene's portrait, given the largest s among its cells. */
export type CurveMaker = (gene: number, largestS: number) => PhaseCurve[];

/**
 * The lines that the run's model draws in the phase plane: the fitted induction and repression with their steady-state
 * line (dynamical), or u = γ s (the other models). Bergen 2020, equations 5–7.
 */
export async function curveMaker(result: RunResult): Promise<CurveMaker> {
  const dynamical = ['fit_alpha', 'fit_beta', 'fit_gamma', 'fit_t_', 'fit_scaling'] as const;
  if (dynamical.every((name) => result.has(name))) return dynamicalCurves(result);
  if (!result.has('velocity_gamma')) return () => [];
  const gamma = (await result.array('velocity_gamma')).data;
  return (g, largestS) => [steadyState(gamma[g], 0, 0, largestS, 'solid')].flat();
}

async function dynamicalCurves(result: RunResult): Promise<CurveMaker> {
  const alpha = (await result.array('fit_alpha')).data;
  const beta = (await result.array('fit_beta')).data;
  const gamma = (await result.array('fit_gamma')).data;
  const switchTime = (await result.array('fit_t_')).data;
  const scaling = (await result.array('fit_scaling')).data;
  const u0 = result.has('fit_u0') ? (await result.array('fit_u0')).data : undefined;
  const s0 = result.has('fit_s0') ? (await result.array('fit_s0')).data : undefined;
  return (g, largestS) => {
    // β is stored divided by the scaling of u; the curve needs it back.
    const rates = { alpha: alpha[g], beta: beta[g] * scaling[g], gamma: gamma[g] };
    const offset = { u: u0?.[g] || 0, s: s0?.[g] || 0 };
    if (![rates.alpha, rates.beta, rates.gamma, switchTime[g]].every((v) => Number.isFinite(v) && v > 0))
      return [];
    const on = curve({ u: 0, s: 0 }, rates, switchTime[g]);
    const end = { u: on.u[on.u.length - 1], s: on.s[on.s.length - 1] };
    const off = curve(end, { ...rates, alpha: 0 }, 6 / Math.min(rates.beta, rates.gamma));
    const place = (label: string, line: Line): PhaseCurve => ({
      label,
      style: 'solid',
      s: packFloats(line.s.map((v) => v + offset.s)),
      u: packFloats(line.u.map((v) => v * scaling[g] + offset.u)),
    });
    return [
      place('induction', on),
      place('repression', off),
      ...steadyState(gamma[g] / beta[g], offset.s, offset.u, largestS, 'dashed'),
    ];
  };
}

/** The line on which u and s are in balance, from the origin of the portrait to the largest s. */
function steadyState(
  slope: number,
  s0: number,
  u0: number,
  largestS: number,
  style: 'solid' | 'dashed',
): PhaseCurve[] {
  if (!Number.isFinite(slope) || !(largestS > s0)) return [];
  const u = [u0, u0 + slope * (largestS - s0)];
  return [{ label: 'steady state', style, s: packFloats([s0, largestS]), u: packFloats(u) }];
}

interface Line {
  u: Float64Array;
  s: Float64Array;
}

const POINTS = 80;

/** u(τ) and s(τ) for τ = 0 … duration under constant rates, from the given start; denser early, where it bends. */
function curve(
  start: { u: number; s: number },
  { alpha, beta, gamma }: { alpha: number; beta: number; gamma: number },
  duration: number,
): Line {
  const line = { u: new Float64Array(POINTS), s: new Float64Array(POINTS) };
  const close = Math.abs(gamma - beta) < 1e-6 * beta;
  for (let k = 0; k < POINTS; k++) {
    const tau = duration * (k / (POINTS - 1)) ** 2;
    const [eu, es] = [Math.exp(-beta * tau), Math.exp(-gamma * tau)];
    const drift = close ? -tau * eu : (es - eu) / (gamma - beta);
    line.u[k] = start.u * eu + (alpha / beta) * (1 - eu);
    line.s[k] = start.s * es + (alpha / gamma) * (1 - es) + (alpha - beta * start.u) * drift;
  }
  return line;
}
