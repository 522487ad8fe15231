import { knownTransition } from '../../src-worker/steps/trust/knownTransition.ts';
import type { QualityHeader } from './contract.ts';
import type { Source } from './source.ts';

/** How far the run agrees with what the user knows; none where nothing is known or the run has no velocities yet. */
export function knownTransitionsOf(source: Source): QualityHeader['known'] {
  const { transitions = [] } = source.dataset.known;
  const needed = ['X_pca', 'velocity_pca', 'distances', 'clusters'] as const;
  if (transitions.length === 0 || !needed.every((name) => source.has(name))) return [];
  const [positions, velocity] = [source.stored('X_pca'), source.stored('velocity_pca')];
  const [neighbours, clusters] = [source.unkept('distances'), source.stored('clusters')];
  return transitions.map(([from, to]) => ({
    from,
    to,
    ...knownTransition(positions, velocity, neighbours, clusters, from, to),
  }));
}
