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
