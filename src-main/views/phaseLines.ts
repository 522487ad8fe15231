import { splicedAt, unsplicedAt, type SplicingCurve } from '../../src-worker/kernels/dynamical/curve.ts';
import {
  isDrawable,
  kineticsOf,
  phasesOf,
  type KineticColumns,
} from '../../src-worker/kernels/dynamical/parameters.ts';
import type { RunResult } from '../compute/runResult.ts';

/** A line in the phase plane, in the units of the moments. */
export interface PhaseLine {
  label: string;
  style: 'solid' | 'dashed';
  s: Float32Array<ArrayBuffer>;
  u: Float32Array<ArrayBuffer>;
}

/** Makes the lines of a gene's portrait, given the largest s among its cells. */
export type LineMaker = (gene: number, largestS: number) => PhaseLine[];

/**
 * The lines that the run's model draws in the phase plane: the fitted induction and repression with their steady-state
 * line (dynamical), or u = γ s (the other models). Bergen 2020, equations 5–7.
 */
export async function lineMaker(result: Pick<RunResult, 'has' | 'array'>): Promise<LineMaker> {
  const dynamical = ['fit_alpha', 'fit_beta', 'fit_gamma', 'fit_t_', 'fit_scaling'] as const;
  if (dynamical.every((name) => result.has(name))) return dynamicalCurves(result);
  if (!result.has('velocity_gamma')) return () => [];
  const gamma = (await result.array('velocity_gamma')).data;
  return (g, largestS) => steadyState(gamma[g], 0, 0, largestS, 'solid');
}

async function dynamicalCurves(result: Pick<RunResult, 'has' | 'array'>): Promise<LineMaker> {
  const columns: KineticColumns = {
    alpha: (await result.array('fit_alpha')).data,
    beta: (await result.array('fit_beta')).data,
    gamma: (await result.array('fit_gamma')).data,
    switchTime: (await result.array('fit_t_')).data,
    scaling: (await result.array('fit_scaling')).data,
  };
  const u0 = result.has('fit_u0') ? (await result.array('fit_u0')).data : undefined;
  const s0 = result.has('fit_s0') ? (await result.array('fit_s0')).data : undefined;
  return (g, largestS) => {
    const kinetics = kineticsOf(columns, g);
    if (!isDrawable(kinetics)) return [];
    const { scaling, switchTime } = kinetics;
    const offset = { u: u0?.[g] || 0, s: s0?.[g] || 0 };
    const { on, off } = phasesOf(kinetics);
    const place = (label: string, line: Line): PhaseLine => ({
      label,
      style: 'solid',
      s: Float32Array.from(line.s.map((v) => v + offset.s)),
      u: Float32Array.from(line.u.map((v) => v * scaling + offset.u)),
    });
    return [
      place('induction', pointsOf(on, switchTime)),
      place('repression', pointsOf(off, 6 / Math.min(kinetics.beta, kinetics.gamma))),
      ...steadyState(columns.gamma[g] / columns.beta[g], offset.s, offset.u, largestS, 'dashed'),
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
): PhaseLine[] {
  if (!Number.isFinite(slope) || !(largestS > s0)) return [];
  const u = [u0, u0 + slope * (largestS - s0)];
  return [{ label: 'steady state', style, s: Float32Array.from([s0, largestS]), u: Float32Array.from(u) }];
}

interface Line {
  u: Float64Array;
  s: Float64Array;
}

const POINTS = 80;

/** The curve from τ = 0 to `duration`; denser early, where it bends. */
function pointsOf(curve: SplicingCurve, duration: number): Line {
  const tau = Float64Array.from({ length: POINTS }, (_, k) => duration * (k / (POINTS - 1)) ** 2);
  return { u: tau.map((t) => unsplicedAt(curve, t)), s: tau.map((t) => splicedAt(curve, t)) };
}
