import type { Random } from '../data/random.ts';
import type { Edge } from './tree.ts';

/** The kinetics of every gene: rates a unit of time, molecules a cell. */
export interface Kinetics {
  beta: Float64Array;
  gamma: Float64Array;
  /** Transcription rate at the root, one of `low` and `high`. */
  alphaAtRoot: Float64Array;
  low: Float64Array;
  high: Float64Array;
  /** 1 for genes whose transcription switches on some edge. */
  dynamic: Uint8Array;
  /** Edges × genes: the time within the edge at which transcription is toggled; Infinity where it is not. */
  switchTime: Float64Array;
}

/** Where each edge begins: edges × genes. */
export interface EdgeStarts {
  u: Float64Array;
  s: Float64Array;
  alpha: Float64Array;
}

/** Share of the dynamic genes that are on at the root. */
const ON_AT_ROOT = 0.35;
/** Share of the dynamic genes that switch on one edge only; the others do on two. */
const ONE_SWITCH = 0.7;
/** Switches lie in this first part of an edge, so that their effect is seen on it. */
const SWITCH_PART = 0.8;

/** Draws rates (log-normal) and the switches of the dynamic genes. */
export function drawKinetics(
  random: Random,
  edges: Edge[],
  genes: number,
  fractionDynamic: number,
): Kinetics {
  const logNormal = (median: number, sigma: number): number => median * Math.exp(sigma * random.normal());
  const kinetics: Kinetics = {
    beta: new Float64Array(genes),
    gamma: new Float64Array(genes),
    alphaAtRoot: new Float64Array(genes),
    low: new Float64Array(genes),
    high: new Float64Array(genes),
    dynamic: new Uint8Array(genes),
    switchTime: new Float64Array(edges.length * genes).fill(Infinity),
  };
  for (let g = 0; g < genes; g++) {
    kinetics.beta[g] = logNormal(0.8, 0.5);
    kinetics.gamma[g] = logNormal(0.5, 0.5);
    kinetics.low[g] = logNormal(0.4, 0.8);
    kinetics.high[g] = kinetics.low[g] * logNormal(8, 0.5);
    const dynamic = random.uniform() < fractionDynamic;
    const onAtRoot = dynamic && random.uniform() < ON_AT_ROOT;
    kinetics.dynamic[g] = dynamic ? 1 : 0;
    kinetics.alphaAtRoot[g] = onAtRoot ? kinetics.high[g] : kinetics.low[g];
    if (!dynamic) continue;
    const switches = Math.min(edges.length, random.uniform() < ONE_SWITCH ? 1 : 2);
    for (const e of random.permutation(edges.length).subarray(0, switches))
      kinetics.switchTime[e * genes + g] = random.uniform() * edges[e].duration * SWITCH_PART;
  }
  return kinetics;
}

/** u, s and α at the start of every edge: the steady state at the root, then each edge's end is its children's start. */
export function edgeStarts(kinetics: Kinetics, edges: Edge[]): EdgeStarts {
  const genes = kinetics.beta.length;
  const size = edges.length * genes;
  const starts = { u: new Float64Array(size), s: new Float64Array(size), alpha: new Float64Array(size) };
  const state = new Float64Array(3);
  for (let e = 0; e < edges.length; e++) {
    const { parent } = edges[e];
    for (let g = 0; g < genes; g++) {
      if (parent < 0) {
        state[2] = kinetics.alphaAtRoot[g];
        state[0] = state[2] / kinetics.beta[g];
        state[1] = state[2] / kinetics.gamma[g];
      } else {
        stateAt(kinetics, starts, parent, g, edges[parent].duration, state);
      }
      starts.u[e * genes + g] = state[0];
      starts.s[e * genes + g] = state[1];
      starts.alpha[e * genes + g] = state[2];
    }
  }
  return starts;
}

/** Writes u, s and α of gene g at time t after the start of edge e into `out`. */
export function stateAt(
  kinetics: Kinetics,
  starts: EdgeStarts,
  e: number,
  g: number,
  t: number,
  out: Float64Array,
): void {
  const genes = kinetics.beta.length;
  const at = e * genes + g;
  const beta = kinetics.beta[g];
  const gamma = kinetics.gamma[g];
  const switchTime = kinetics.switchTime[at];
  out[0] = starts.u[at];
  out[1] = starts.s[at];
  out[2] = starts.alpha[at];
  integrate(out, beta, gamma, Math.min(t, switchTime));
  if (switchTime < t) {
    out[2] = out[2] === kinetics.high[g] ? kinetics.low[g] : kinetics.high[g];
    integrate(out, beta, gamma, t - switchTime);
  }
}

/**
 * The exact solution of u′ = α − βu, s′ = βu − γs after a time τ (Bergen 2020), `state` being u, s, α. Its last term,
 * (e^{−γτ} − e^{−βτ})/(γ − β), is written with expm1, which stays exact as γ nears β.
 */
export function integrate(state: Float64Array, beta: number, gamma: number, tau: number): void {
  const u = state[0];
  const s = state[1];
  const alpha = state[2];
  const decayU = Math.exp(-beta * tau);
  const decayS = Math.exp(-gamma * tau);
  const difference = gamma - beta;
  const mixed = difference === 0 ? -tau * decayU : (decayU * Math.expm1(-difference * tau)) / difference;
  state[0] = u * decayU + (alpha / beta) * (1 - decayU);
  state[1] = s * decayS + (alpha / gamma) * (1 - decayS) + (alpha - beta * u) * mixed;
}
