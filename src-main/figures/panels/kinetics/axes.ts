import { linearScale, logScale, type Scale } from '../../parts/axes/scale.ts';

/** What the numbers of the kinetics table are called on an axis, the fullest wording first. */
const TITLES: Partial<Record<string, string[]>> = {
  fit_alpha: ['Transcription rate α (counts per unit time)', 'Transcription rate α', 'α'],
  fit_beta: ['Splicing rate β (per unit time)', 'Splicing rate β', 'β'],
  fit_gamma: ['Degradation rate γ (per unit time)', 'Degradation rate γ', 'γ'],
  fit_likelihood: ['Likelihood of the fit', 'Likelihood'],
  fit_t_: ['Switch time', 'Switch'],
  fit_scaling: ['Scaling of unspliced counts', 'Scaling of u'],
  fit_r2: ['R² of the steady-state line', 'R²'],
  velocity_gamma: ['Degradation relative to splicing, γ/β', 'Degradation γ/β', 'γ/β'],
  velocity_r2: ['R² of the steady-state line', 'R²'],
};
/** Shares of 1, which are drawn as they are, and where their axis begins at the least. */
const SHARES: Partial<Record<string, number>> = { fit_likelihood: 0, fit_r2: -1, velocity_r2: -1 };
/** Room beyond the outermost genes, as a share of the axis. */
const ROOM = 0.04;

export interface KineticsAxis {
  scale: Scale;
  titles: string[];
  /** Whether a value has a place on the axis. */
  holds(value: number): boolean;
}

/** An axis for numbers of genes. Rates and times are logarithmic where that is asked for, likelihood and R² never. */
export function kineticsAxis(
  { id, label }: { id: string; label: string },
  values: Float32Array,
  logarithmic: boolean,
): KineticsAxis {
  const least = SHARES[id];
  const log = logarithmic && least === undefined;
  const holds = (value: number): boolean =>
    Number.isFinite(value) && (log ? value > 0 : value >= (least ?? -Infinity));
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (!holds(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (!(low <= high)) [low, high] = [1, 10];
  return { scale: scaleOf(low, high, log), titles: TITLES[id] ?? [label], holds };
}

function scaleOf(low: number, high: number, log: boolean): Scale {
  if (!log) {
    const room = ROOM * (high - low || 1);
    return linearScale(low - room, high + room);
  }
  const factor = high > low ? (high / low) ** ROOM : 2;
  return logScale(low / factor, high * factor);
}
