import { DataError } from '../../../../src-worker/data/errors.ts';
import { finiteOrder, trendMaker, type Trend } from '../../../../src-worker/views/trend/trend.ts';
import { fateTexts, hasFates } from '../../../views/fateLabels.ts';
import { geneView } from '../../../views/gene.ts';
import { hasMoments } from '../../../views/geneValues.ts';
import type { Source } from '../../../views/source.ts';
import type { PanelOf } from '../../spec/panels.ts';
import { collectAlong } from '../along.ts';
import { fateColors } from '../fates/collect.ts';
import { chosenGenes } from '../runGenes.ts';

/** What a panel of gene trends draws. */
export interface TrendsData {
  along: string;
  smoothed: boolean;
  genes: { name: string; lines: Trend[] }[];
  /** Of the lines of each gene, where there is one a fate. */
  fates: { label: string; color: string }[] | null;
  /** The cells of a single gene: where they are along, and their values. */
  points: { x: Float32Array; y: Float32Array } | null;
  /** Cells that are along, all cells, and how many are drawn as points at most. */
  cells: number;
  total: number;
}

/** Genes where none are named: as many lines as can be told apart, as many charts as fit. */
const LINES = 5;
const CHARTS = 4;
const MOST_POINTS = 20_000;

/**
 * Trends of genes along a column of numbers, one for all cells or one a fate.
 *
 * @throws DataError where the run has no such gene or column, or no fates where they are asked for.
 */
export async function collectTrends(source: Source, panel: PanelOf<'trends'>): Promise<TrendsData> {
  if (panel.fates && !hasFates(source))
    throw new DataError(
      'the run has no fates.',
      {},
      'Draw trends without them, or choose a run that was made with fates.',
    );
  const { label, values: time } = await collectAlong(source, panel.along);
  const names = await chosenGenes(source, panel.genes, panel.fates ? CHARTS : LINES);
  const make = trendMaker(time);
  const weights = panel.fates ? probabilities(source) : [undefined];
  const genes: TrendsData['genes'] = [];
  let points: TrendsData['points'] = null;
  for (const name of names) {
    const { values } = (await geneView(source, { gene: name, layer: panel.layer })).arrays;
    if (!values.some(Number.isFinite)) {
      if (panel.genes.length > 0) throw unfitted(name);
      continue;
    }
    genes.push({ name, lines: weights.map((one) => make(values, one)) });
    if (panel.points && names.length === 1) points = pointsOf(time, values);
  }
  if (genes.length === 0)
    throw new DataError('the run has fitted no gene.', {}, 'Name the genes that are to be drawn.');
  return {
    along: label,
    smoothed: hasMoments(source),
    genes,
    fates: panel.fates ? labelled(source) : null,
    points,
    cells: finiteOrder(time).length,
    total: source.cells,
  };
}

function unfitted(gene: string): DataError {
  return new DataError(
    `the run has no velocity of ${gene}, which it could not fit.`,
    { gene },
    'Choose another gene, or draw its spliced counts.',
  );
}

/** One a fate: the cells' probabilities to come to it. */
function probabilities(source: Source): Float64Array[] {
  const { data } = source.stored('fate_probabilities');
  const fates = source.stored('fate_names').values.length;
  return Array.from({ length: fates }, (_, f) =>
    Float64Array.from({ length: data.length / fates }, (_, cell) => data[cell * fates + f]),
  );
}

function labelled(source: Source): { label: string; color: string }[] {
  const colors = fateColors(source);
  return fateTexts(source).map(({ label }, f) => ({ label, color: colors[f] }));
}

/** Cells that have both; beyond some number every so-many-th of them along the way. */
function pointsOf(time: ArrayLike<number>, values: ArrayLike<number>): { x: Float32Array; y: Float32Array } {
  const known = finiteOrder(time).filter((cell) => Number.isFinite(values[cell]));
  const stride = Math.max(Math.ceil(known.length / MOST_POINTS), 1);
  const cells = known.filter((_, k) => k % stride === 0);
  return {
    x: Float32Array.from(cells, (cell) => time[cell]),
    y: Float32Array.from(cells, (cell) => values[cell]),
  };
}
