import type { Model } from '../../../src-main/project/runSettings.ts';

/** The velocity models, from the simplest to the one that says most. */
export const MODEL_TEXTS: { model: Model; label: string; text: string }[] = [
  {
    model: 'steady_state',
    label: 'Steady state',
    text: 'Fits one line a gene through the cells in equilibrium. Fast, for a first look.',
  },
  {
    model: 'stochastic',
    label: 'Stochastic',
    text: 'Adds how counts vary among neighbours to the line. Nearly as fast, steadier with noise.',
  },
  {
    model: 'dynamical',
    label: 'Dynamical',
    text: 'Fits the rates and the switch of every gene and gives latent time. Takes longest.',
  },
];

export function modelLabel(model: Model): string {
  return MODEL_TEXTS.find((one) => one.model === model)!.label;
}
