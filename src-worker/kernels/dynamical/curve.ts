import { decay } from './decay.ts';

/**
 * The splicing curve of one phase, with constant transcription α from (u₀, s₀) on:
 *
 *   u(τ) = u∞ + (u₀ − u∞) e^{−βτ}
 *   s(τ) = s∞ + (s₀ − s∞) e^{−γτ} + c (e^{−γτ} − e^{−βτ}),  u∞ = α/β, s∞ = α/γ, c = (α − βu₀)/(γ − β)
 *
 * (La Manno 2018; Bergen 2020). The constants are kept ready, so that hot loops need the two exponentials only.
 */
export interface SplicingCurve {
  beta: number;
  gamma: number;
  uEnd: number;
  uSpan: number;
  sEnd: number;
  sSpan: number;
  cross: number;
}

/** Rates closer than this (relative to β) are moved apart: the curve then errs by less than 1e−6 of itself. */
const CLOSEST_RATES = 1e-6;

/**
 * The curve from (u0, s0) with transcription `alpha`. All rates are positive (alpha may be 0). Where γ = β, the limit
 * c(e^{−γτ} − e^{−βτ}) → −(α − βu₀) τ e^{−βτ} is reached by moving γ from β by a millionth.
 */
export function splicingCurve(alpha: number, beta: number, gamma: number, u0 = 0, s0 = 0): SplicingCurve {
  const apart = Math.abs(gamma - beta) < CLOSEST_RATES * beta ? beta * (1 + CLOSEST_RATES) : gamma;
  const uEnd = alpha / beta;
  const sEnd = alpha / apart;
  return {
    beta,
    gamma: apart,
    uEnd,
    uSpan: u0 - uEnd,
    sEnd,
    sSpan: s0 - sEnd,
    cross: (alpha - beta * u0) / (apart - beta),
  };
}

/** u(τ). */
export function unsplicedAt(curve: SplicingCurve, tau: number): number {
  return curve.uEnd + curve.uSpan * decay(-curve.beta * tau);
}

/** s(τ). */
export function splicedAt(curve: SplicingCurve, tau: number): number {
  const decayS = decay(-curve.gamma * tau);
  return curve.sEnd + curve.sSpan * decayS + curve.cross * (decayS - decay(-curve.beta * tau));
}
