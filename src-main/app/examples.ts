import type { Example } from '../ipc/types.ts';
import type { Known, Roles } from '../project/annotations.ts';

/** A bundled dataset, and the project that is made of it. */
export interface BundledExample extends Example {
  /** Below resources/. */
  readonly file: string;
  readonly projectName: string;
  readonly datasetName: string;
  readonly roles: Roles;
  readonly known: Known;
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
    roles: { clusters: 'clusters' },
    // Bastidas-Ponce et al. 2019, doi:10.1242/dev.173849.
    known: {
      root: 'Ductal',
      transitions: [
        ['Ductal', 'Ngn3 low EP'],
        ['Ngn3 low EP', 'Ngn3 high EP'],
        ['Ngn3 high EP', 'Pre-endocrine'],
        ['Pre-endocrine', 'Alpha'],
        ['Pre-endocrine', 'Beta'],
        ['Pre-endocrine', 'Delta'],
        ['Pre-endocrine', 'Epsilon'],
      ],
    },
  },
];
