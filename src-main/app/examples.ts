import type { Example } from '../ipc/types.ts';

/** A bundled dataset, and the project that is made of it. */
export interface BundledExample extends Example {
  /** Below resources/. */
  readonly file: string;
  readonly projectName: string;
  readonly datasetName: string;
}

export const EXAMPLES: readonly BundledExample[] = [
  {
    id: 'pancreas',
    title: 'Pancreas endocrinogenesis',
    detail:
      'Mouse, embryonic day 15.5, with published clusters. Ductal cells become alpha, beta, delta and epsilon cells.',
    cells: 739,
    genes: 7192,
    file: 'examples/pancreas_739.h5ad',
    projectName: 'Pancreas example',
    datasetName: 'Pancreas endocrinogenesis',
  },
];
