import { stepNamed } from '../../src-worker/steps/registry.ts';
import type { AnyStep } from '../../src-worker/steps/step.ts';
import type { RunSettings } from '../project/runSettings.ts';

/** The steps of a run, in an order in which each finds what it reads. */
export function planSteps(settings: Pick<RunSettings, 'model' | 'fate'>): AnyStep[] {
  const dynamical = settings.model === 'dynamical';
  const ids = [
    'filter',
    'normalize',
    'variableGenes',
    'pca',
    'neighbors',
    'cluster',
    'moments',
    'umap',
    ...velocitySteps(settings.model),
    'velocityGraph',
    'velocityConfidence',
    'rootsAndEnds',
    'pseudotime',
    ...(dynamical ? ['latentTime'] : []),
    'transitionMatrix',
    'projection',
    'streamlines',
    'rankVelocityGenes',
    ...(dynamical ? ['rankDynamicalGenes'] : []),
    ...(settings.fate ? ['fate'] : []),
  ];
  return ids.map(stepNamed);
}

/** Long steps that leave other threads idle, and what others wait for. */
const FIRST = ['rankDynamicalGenes', 'transitionMatrix', 'fate', 'rootsAndEnds', 'pseudotime', 'latentTime'];

/** Of the steps that could run, the one of the lowest rank is to run first: so nothing long is left to run alone at the end. */
export function rankOf(step: string, position: number): number {
  const place = FIRST.indexOf(step);
  return place < 0 ? FIRST.length + position : place;
}

/**
 * Steps of the plan that a step lets go first although it reads nothing of theirs: they are the last that read large arrays, without
 * which there is room for its own.
 */
export function waitsFor(step: string): readonly string[] {
  return step === 'velocityGraph' ? ['rankDynamicalGenes'] : [];
}

function velocitySteps(model: RunSettings['model']): string[] {
  switch (model) {
    case 'steady_state':
      return ['velocity.steadyState'];
    case 'stochastic':
      return ['velocity.stochastic'];
    case 'dynamical':
      return ['recoverDynamics', 'velocity.dynamical'];
  }
}
