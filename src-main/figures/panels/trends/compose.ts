import { formatCount, formatNumber } from '../../../../src-worker/drawing/format.ts';
import type { DrawingNode, Rectangle } from '../../drawing/nodes.ts';
import { layOutChart } from '../../parts/axes/chart.ts';
import { linearScale } from '../../parts/axes/scale.ts';
import { aspectWithLegend, below } from '../../parts/framed.ts';
import { placeLegend, type FigureLegend } from '../../parts/legend.ts';
import { titleBlock } from '../../parts/legendTitle.ts';
import type { PanelOf } from '../../spec/panels.ts';
import type { FigureStyle } from '../../style.ts';
import { layerWords } from '../layers.ts';
import type { ComposedPanel } from '../panel.ts';
import type { TrendsData } from './collect.ts';
import { directLabels, directRoom } from './directLabels.ts';
import { drawFacet } from './drawFacet.ts';
import { composeGrid, gridHeight } from './facetGrid.ts';
import { facetsOf, valueTitles, type Facet } from './facets.ts';

/** Height by width of a single chart. */
const SHAPE = 0.66;

export function trendsAspect(
  panel: PanelOf<'trends'>,
  data: TrendsData,
  width: number,
  style: FigureStyle,
): number {
  const facets = facetsOf(panel, data, style);
  const legend = facets.length > 1 || panel.legend === 'bottom' ? legendOf(facets) : undefined;
  return aspectWithLegend(legend, panel.legend, width, style, (plot) =>
    facets.length > 1 ? gridHeight(facets.length, plot, style) : SHAPE * plot,
  );
}

/** Smooth means of genes along time: several genes in one chart, or one chart a gene with a line a fate. */
export function composeTrends(
  panel: PanelOf<'trends'>,
  data: TrendsData,
  frame: Rectangle,
  style: FigureStyle,
): ComposedPanel {
  const facets = facetsOf(panel, data, style);
  const drawn =
    facets.length > 1
      ? severalCharts(panel, data, facets, frame, style)
      : oneChart(panel, data, facets[0], frame, style);
  return {
    ...drawn,
    notes: [...drawn.notes, ...notesOf(panel, data)],
    description: describe(panel, data),
    ...(facets[0].lines.length > 1
      ? { colors: facets[0].lines.map(({ label, color }) => ({ label, color })) }
      : {}),
  };
}

type Drawn = Pick<ComposedPanel, 'nodes' | 'notes'>;

function oneChart(
  panel: PanelOf<'trends'>,
  data: TrendsData,
  facet: Facet,
  frame: Rectangle,
  style: FigureStyle,
): Drawn {
  const named = facet.gene !== '' && !panel.title.includes(facet.gene);
  const name = titleBlock({ title: named ? facet.gene : '', italic: true }, frame.width, style);
  const inner = below(frame, name.height);
  const several = facet.lines.length > 1;
  const beside = several && panel.legend === 'right' ? directRoom(facet.lines, inner, style) : undefined;
  const legend =
    several && beside === undefined
      ? placeLegend(inner, legendOf([facet]), panel.legend, style)
      : { plot: { ...inner, width: inner.width - (beside ?? 0) }, nodes: [], notes: [] };
  const [first] = facet.lines;
  const chart = layOutChart(
    legend.plot,
    {
      x: { scale: linearScale(first.at[0], first.at[first.at.length - 1]), titles: [data.along] },
      y: { scale: linearScale(...facet.range), titles: valueTitles(panel, data) },
    },
    style,
  );
  const labels: DrawingNode[] = beside === undefined ? [] : directLabels(facet.lines, chart, style);
  return {
    nodes: [
      ...name.draw(chart.area.x, frame.y),
      drawFacet(facet, panel.band, chart, style),
      chart.axes,
      ...(labels.length > 0 ? [{ kind: 'group', name: 'names', children: labels } as const] : []),
      ...legend.nodes,
    ],
    notes: [...legend.notes, ...chart.notes],
  };
}

function severalCharts(
  panel: PanelOf<'trends'>,
  data: TrendsData,
  facets: readonly Facet[],
  frame: Rectangle,
  style: FigureStyle,
): Drawn {
  const legend = placeLegend(frame, legendOf(facets), panel.legend, style);
  const titles = { x: [data.along], y: valueTitles(panel, data) };
  const grid = composeGrid(facets, titles, panel.band, legend.plot, style);
  return { nodes: [...grid.nodes, ...legend.nodes], notes: [...legend.notes, ...grid.notes] };
}

function legendOf([{ gene, lines }]: readonly Facet[]): FigureLegend | undefined {
  if (lines.length < 2) return undefined;
  const entries = lines.map(({ label, color }) => ({ label, color }));
  return { kind: 'labels', title: gene === '' ? 'Gene' : 'Fate', entries, mark: 'line' };
}

function notesOf({ band, points, layer }: PanelOf<'trends'>, data: TrendsData): string[] {
  const { cells, total, smoothed, along, genes } = data;
  const notes: string[] = [];
  if (cells < total) notes.push(`${formatCount(total - cells)} cells have no “${along}” and are left out.`);
  if (points && !data.points && genes.length > 1)
    notes.push('Cells are drawn beneath the line of a single gene only.');
  if (data.points && data.points.x.length < cells)
    notes.push(`${formatCount(data.points.x.length)} of ${formatCount(cells)} cells are drawn as points.`);
  if (band && (smoothed || layer === 'velocity'))
    notes.push(
      'Bands take cells as independent; as counts are smoothed over neighbours, they are narrower than they should be.',
    );
  return notes;
}

function describe({ layer, band, points }: PanelOf<'trends'>, data: TrendsData): string {
  const { genes, along, smoothed, cells, fates } = data;
  const names = genes.map(({ name }) => name).join(', ');
  const widths = genes.flatMap(({ lines }) => lines.map(({ bandwidth }) => bandwidth));
  const [least, most] = [Math.min(...widths), Math.max(...widths)].map(formatNumber);
  const parts = [
    `Mean of ${layerWords(layer, smoothed)} of ${names} along ${along.toLowerCase()} (n = ${formatCount(cells)} cells), by local linear regression with a Gaussian kernel (bandwidth ${least === most ? least : `${least} to ${most}`}).`,
  ];
  if (fates) parts.push('One line a fate: cells are weighted by their probability to come to it.');
  else if (genes.length > 1) parts.push('Each gene from the least to the most of its mean.');
  if (band) parts.push('Bands: 95 % confidence of the mean.');
  if (points && data.points) parts.push('Dots are cells.');
  return parts.join(' ');
}
