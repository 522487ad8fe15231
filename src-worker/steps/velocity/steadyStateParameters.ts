/** The parameters of the steady-state line, which the stochastic model starts from. */
export const steadyStateParameters = {
  percentile: {
    type: 'number',
    default: 95,
    min: 50,
    max: 100,
    label: 'Cells in steady state',
    help: 'The line is fitted to the cells whose spliced plus unspliced abundance, each relative to its maximum, lies at or above this percentile.',
    reference: 'La Manno et al. 2018, doi:10.1038/s41586-018-0414-6',
  },
  minR2: {
    type: 'number',
    default: 0.01,
    min: -100,
    max: 1,
    label: 'Smallest R²',
    help: 'Genes whose line explains no more than this share of the variance of unspliced counts do not enter the velocity graph.',
  },
  minRatio: {
    type: 'number',
    default: 0.01,
    min: 0,
    max: 100,
    unit: 'β',
    label: 'Smallest γ',
    help: 'Genes with a ratio of unspliced to spliced counts at or below this do not enter the velocity graph.',
  },
} as const;
