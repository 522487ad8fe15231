import { hexColor } from '../../../../src-worker/drawing/colors/categorical.ts';
import { clusterColumn, columnColors } from '../../../../src-worker/drawing/painting.ts';
import { DataError } from '../../../../src-worker/data/errors.ts';
import {
  binMajorities,
  binMeans,
  orderedBins,
  peakOf,
  scaledRow,
  type OrderedBins,
} from '../../../../src-worker/views/trend/orderedBins.ts';
import { columnsView, columnView } from '../../../views/columns.ts';
import { geneView } from '../../../views/gene.ts';
import { hasMoments } from '../../../views/geneValues.ts';
import type { Source } from '../../../views/source.ts';
import type { PanelOf } from '../../spec/panels.ts';
import { collectAlong } from '../along.ts';
import { chosenGenes } from '../runGenes.ts';

/** What a heatmap draws. */
export interface HeatmapData {
  along: string;
  smoothed: boolean;
  /** Names of the rows, from the top. */
  genes: string[];
  /** Genes × bins: the scaled means; NaN where no cell of the bin has a value. */
  values: Float32Array;
  bins: number;
  /** The first cell's coordinate of each bin, and the last one's of the last. */
  edges: Float64Array;
  /** Which cluster most cells of each bin are of (−1 for none), where clusters are shown. */
  clusters: { codes: Int32Array; categories: { label: string; color: string }[] } | null;
  /** Cells that are in bins, and all cells. */
  cells: number;
  total: number;
  /** Named genes that have no values. */
  missing: string[];
}

/**
 * Genes over cells in the order of a column of numbers, averaged into bins of equally many cells.
 *
 * @throws DataError where the run has no such gene or column.
 */
export async function collectHeatmap(source: Source, panel: PanelOf<'heatmap'>): Promise<HeatmapData> {
  const { label, values: time } = await collectAlong(source, panel.along);
  const names = await chosenGenes(source, panel.genes, panel.count);
  const bins = orderedBins(time, panel.bins);
  const rows: { name: string; row: Float64Array; peak: number }[] = [];
  const missing: string[] = [];
  for (const name of names) {
    const { values } = (await geneView(source, { gene: name, layer: panel.layer })).arrays;
    const row = scaledRow(binMeans(values, bins), panel.scale);
    if (row.every(Number.isNaN)) missing.push(name);
    else rows.push({ name, row, peak: peakOf(row) });
  }
  if (rows.length === 0)
    throw new DataError(
      'none of the genes has values.',
      {},
      'Name genes that the run has fitted, or draw spliced counts.',
    );
  if (panel.order === 'peak') rows.sort((a, b) => a.peak - b.peak);
  return {
    along: label,
    smoothed: hasMoments(source),
    genes: rows.map(({ name }) => name),
    values: Float32Array.from(rows.flatMap(({ row }) => [...row])),
    bins: bins.offsets.length - 1,
    edges: edgesOf(time, bins),
    clusters: panel.clusters ? await clustersOf(source, bins) : null,
    cells: bins.order.length,
    total: source.cells,
    missing: panel.genes.length > 0 ? missing : [],
  };
}

function edgesOf(time: ArrayLike<number>, { order, offsets }: OrderedBins): Float64Array {
  return Float64Array.from(offsets, (start) => time[order[Math.min(start, order.length - 1)]]);
}

async function clustersOf(source: Source, bins: OrderedBins): Promise<HeatmapData['clusters']> {
  const { columns } = columnsView(source).header;
  const column = clusterColumn(columns, source.dataset.roles.clusters);
  if (!column) return null;
  const { arrays } = await columnView(source, column);
  if (!('codes' in arrays)) return null;
  const codes = binMajorities(arrays.codes, bins);
  const colors = columnColors(column, column).map(hexColor);
  return { codes, categories: column.categories.map(({ label }, c) => ({ label, color: colors[c] })) };
}
