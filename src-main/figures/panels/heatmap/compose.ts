import { formatCount } from '../../../../src-worker/drawing/format.ts';
import type { DrawingNode, Rectangle } from '../../drawing/nodes.ts';
import { legendsRoom, placeLegends, type FigureLegend } from '../../parts/legend.ts';
import type { PanelOf } from '../../spec/panels.ts';
import type { FigureStyle } from '../../style.ts';
import { layerWords } from '../layers.ts';
import type { ComposedPanel } from '../panel.ts';
import type { HeatmapData } from './collect.ts';
import { heatmapBar, heatmapPixels, stripPixels } from './colors.ts';
import { geneRows, rowsWidth } from './rows.ts';
import { timeAxis, timeAxisHeight, timeAxisOverhang } from './timeAxis.ts';

/** Height of a row that suits a gene's name, of the clusters' strip and of the gap below it, by the size of letters. */
const ROW = 1.15;
const STRIP = 1;
const GAP = 0.3;
/** The heatmap is no higher than this by its width, and no lower. */
const SHAPE = { most: 1.6, least: 0.3 };

export function heatmapAspect(
  panel: PanelOf<'heatmap'>,
  data: HeatmapData,
  width: number,
  style: FigureStyle,
): number {
  const room = legendsRoom(legendsOf(panel, data), panel.legend, width, style);
  const plot = panel.legend === 'right' ? width - room.width : width;
  const rows = Math.min(
    Math.max(data.genes.length * ROW * style.smallSize, SHAPE.least * plot),
    SHAPE.most * plot,
  );
  const strip = data.clusters ? (STRIP + GAP) * style.smallSize : 0;
  const height = strip + rows + timeAxisHeight(style);
  return (panel.legend === 'right' ? Math.max(height, room.height) : height + room.height) / width;
}

/** A row a gene, a column a bin of cells in their order, with a strip of their clusters on top. */
export function composeHeatmap(
  panel: PanelOf<'heatmap'>,
  data: HeatmapData,
  frame: Rectangle,
  style: FigureStyle,
): ComposedPanel {
  const legends = placeLegends(frame, legendsOf(panel, data), panel.legend, style);
  const { plot } = legends;
  const { smallSize } = style;
  const strip = data.clusters ? Math.min(STRIP * smallSize, 0.1 * plot.height) : 0;
  const gap = data.clusters ? GAP * smallSize : 0;
  const fitsAxis = timeAxisHeight(style) <= 0.5 * plot.height;
  const below = fitsAxis ? timeAxisHeight(style) : 0.4 * smallSize;
  const names = rowsWidth(data, Math.max(plot.height - strip - gap - below, 1), plot.width, style);
  const right = fitsAxis ? timeAxisOverhang(data, style) : 0;
  // The first name may be higher than its row.
  const top = Math.max(strip + gap, 0.4 * names.size);
  const area = {
    x: plot.x + names.width,
    y: plot.y + top,
    width: Math.max(plot.width - names.width - right, 1),
    height: Math.max(plot.height - top - below, 1),
  };
  const cells: DrawingNode = {
    kind: 'picture',
    ...area,
    columns: data.bins,
    rows: data.genes.length,
    pixels: heatmapPixels(panel, data),
  };
  const clusters: DrawingNode[] = data.clusters
    ? [
        {
          kind: 'picture',
          x: area.x,
          y: plot.y,
          width: area.width,
          height: strip,
          columns: data.bins,
          rows: 1,
          pixels: stripPixels(data.clusters),
        },
      ]
    : [];
  return {
    nodes: [
      ...clusters.map((node): DrawingNode => ({ kind: 'group', name: 'clusters', children: [node] })),
      { kind: 'group', name: 'heatmap', children: [cells] },
      ...geneRows(data, names, area, style),
      ...(fitsAxis ? [timeAxis(data, area, plot, style)] : []),
      ...legends.nodes,
    ],
    notes: [
      ...legends.notes,
      ...names.notes,
      ...notesOf(data),
      ...(fitsAxis ? [] : ['The panel is too small for an axis.']),
    ],
    description: describe(panel, data),
    ...(data.clusters ? { colors: shownClusters(data.clusters) } : {}),
  };
}

function legendsOf(panel: PanelOf<'heatmap'>, data: HeatmapData): FigureLegend[] {
  const bar = heatmapBar(panel, data);
  if (!data.clusters) return [bar];
  return [bar, { kind: 'labels', title: 'Clusters', entries: shownClusters(data.clusters), mark: 'square' }];
}

/** Those that are the cluster of some bin. */
function shownClusters({
  codes,
  categories,
}: NonNullable<HeatmapData['clusters']>): { label: string; color: string }[] {
  const seen = new Set(codes);
  return categories.filter((_, c) => seen.has(c));
}

function notesOf({ along, cells, total, missing }: HeatmapData): string[] {
  return [
    ...(cells < total ? [`${formatCount(total - cells)} cells have no “${along}” and are left out.`] : []),
    ...(missing.length > 0 ? [`No values, as the run could not fit them: ${missing.join(', ')}.`] : []),
  ];
}

function describe({ layer, scale, order }: PanelOf<'heatmap'>, data: HeatmapData): string {
  const { genes, cells, bins, along, smoothed, clusters } = data;
  const values = `${layerWords(layer, smoothed)[0].toUpperCase()}${layerWords(layer, smoothed).slice(1)}`;
  const scaled = scale === 'unit' ? 'from its least (0) to its most (1)' : 'as standard scores';
  const sorted = order === 'peak' ? ', ordered by when they are highest' : '';
  const strip = clusters ? ' The strip shows the cluster of most cells of each bin.' : '';
  return `${values} of ${formatCount(genes.length)} genes${sorted}, in ${formatCount(cells)} cells ordered by ${along.toLowerCase()} and averaged into ${formatCount(bins)} bins of as many cells each; each gene ${scaled}.${strip}`;
}
