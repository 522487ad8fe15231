import type { StepForm } from '../../../src-main/ipc/types.ts';

export interface StepGroup {
  title: string;
  steps: StepForm[];
}

/** What steps are about, as someone looks for them. */
const GROUPS: [title: string, ids: readonly string[]][] = [
  ['Cells and genes', ['filter', 'normalize', 'variableGenes']],
  ['Neighbours and embedding', ['pca', 'neighbors', 'cluster', 'moments', 'umap']],
  [
    'Velocity',
    [
      'velocity.steadyState',
      'velocity.stochastic',
      'recoverDynamics',
      'velocity.dynamical',
      'velocityGraph',
      'velocityConfidence',
    ],
  ],
  ['Time and direction', ['rootsAndEnds', 'pseudotime', 'latentTime', 'transitionMatrix']],
  ['Cell fate', ['fate']],
  ['Pictures and gene lists', ['projection', 'streamlines', 'rankVelocityGenes', 'rankDynamicalGenes']],
];

/** The steps of a form by what they are about; steps of no group come last. */
export function groupSteps(steps: readonly StepForm[]): StepGroup[] {
  const grouped = GROUPS.map(([title, ids]) => ({
    title,
    steps: steps.filter(({ id }) => ids.includes(id)),
  }));
  const known = new Set(GROUPS.flatMap(([, ids]) => ids));
  const others = { title: 'More', steps: steps.filter(({ id }) => !known.has(id)) };
  return [...grouped, others].filter((group) => group.steps.length > 0);
}

/** Groups with only the parameters in which every word of `query` occurs, in label, help, step or name. */
export function searchGroups(groups: readonly StepGroup[], query: string): StepGroup[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...groups];
  return groups.flatMap((group) => {
    const steps = group.steps.flatMap((step) => {
      const parameters = Object.entries(step.parameters).filter(([name, { label, help }]) => {
        const text = `${step.title} ${label} ${help} ${name}`.toLowerCase();
        return words.every((word) => text.includes(word));
      });
      return parameters.length > 0 ? [{ ...step, parameters: Object.fromEntries(parameters) }] : [];
    });
    return steps.length > 0 ? [{ ...group, steps }] : [];
  });
}
