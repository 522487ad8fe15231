import { dense, denseFrom } from '../../data/arrays.ts';
import { DataError } from '../../data/errors.ts';
import { defineStep } from '../step.ts';
import { normalizedDispersions } from './dispersions.ts';

/**
 * Marks the genes that vary more than others of like mean expression: the `topGenes` of the highest normalised
 * dispersion, ties by place. Genes that do not vary at all have no dispersion (NaN) and rank last.
 */
export const variableGenes = defineStep({
  id: 'variableGenes',
  version: 1,
  title: 'Select highly variable genes',
  summary: 'Ranks genes by their dispersion against genes of like mean expression.',
  reference: 'Satija et al. 2015, Nature Biotechnology 33, 495–502',
  parameters: {
    source: {
      type: 'choice',
      default: 'compute',
      choices: ['compute', 'file', 'none'],
      label: 'Gene selection',
      help: 'compute: by dispersion; file: the selection stored in the file; none: all genes.',
    },
    topGenes: {
      type: 'integer',
      default: 0,
      min: 0,
      max: 1_000_000,
      label: 'Number of genes',
      help: 'How many of the most variable genes enter the PCA and the velocity; 0 keeps all, as scVelo does unless told.',
      unit: 'genes',
    },
  },
  inputs: ['normalized_spliced'],
  optionalInputs: ['highly_variable_given', 'gene_index'],
  outputs: ['highly_variable', 'dispersions_norm'],
  run(context) {
    const matrix = context.input('normalized_spliced');
    const { source, topGenes } = context.parameters;
    const dispersions = normalizedDispersions(matrix);
    const selected = dense('u8', [matrix.cols]);
    if (source === 'file') {
      const given = context.optional('highly_variable_given');
      const index = context.optional('gene_index');
      if (!given)
        throw new DataError(
          'the file holds no selection of highly variable genes.',
          { step: 'variableGenes' },
          'Set source to compute or none.',
        );
      for (let g = 0; g < matrix.cols; g++) selected.data[g] = given.data[index ? index.data[g] : g] ? 1 : 0;
      if (!selected.data.includes(1))
        throw new DataError(
          'none of the file’s highly variable genes passed the filter.',
          { step: 'variableGenes' },
          'Lower minSharedCounts of the filter, or set source to compute.',
        );
    } else if (source === 'none' || topGenes === 0 || topGenes >= matrix.cols) {
      selected.data.fill(1);
    } else {
      for (const g of highest(dispersions, topGenes)) selected.data[g] = 1;
    }
    return { highly_variable: selected, dispersions_norm: denseFrom('f32', dispersions) };
  },
});

/** The places of the `count` highest values, NaN last, ties by place. */
function highest(values: Float64Array, count: number): Uint32Array {
  const rank = (g: number): number => (Number.isNaN(values[g]) ? -Infinity : values[g]);
  return Uint32Array.from(values.keys())
    .sort((a, b) => (rank(a) === rank(b) ? a - b : rank(b) - rank(a)))
    .subarray(0, count);
}
