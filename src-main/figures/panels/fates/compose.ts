import { formatCount, formatPercent } from '../../../../src-worker/drawing/format.ts';
import type { DrawingNode, Rectangle } from '../../drawing/nodes.ts';
import { layOutChart, type Chart } from '../../parts/axes/chart.ts';
import { bandScale, linearScale, reversed } from '../../parts/axes/scale.ts';
import { BAND, bar, barBox } from '../../parts/bars.ts';
import { aspectWithLegend } from '../../parts/framed.ts';
import { placeLegend, type FigureLegend } from '../../parts/legend.ts';
import { segments } from '../../parts/marks.ts';
import type { PanelOf } from '../../spec/panels.ts';
import type { FigureStyle } from '../../style.ts';
import type { ComposedPanel } from '../panel.ts';
import type { FatesData } from './collect.ts';
import { countsNodes, countsRoom } from './counts.ts';

/** Height by width of upright bars with their names. */
const UPRIGHT = 0.75;

export function fatesAspect(
  panel: PanelOf<'fates'>,
  data: FatesData,
  width: number,
  style: FigureStyle,
): number {
  const { fontSize } = style;
  // Bars in rows, a line above them for the counts' head and three below for the axis.
  const rows = (data.clusters.length * BAND + 4.2) * fontSize;
  return aspectWithLegend(legendOf(data), panel.legend, width, style, (plot) =>
    panel.direction === 'horizontal' ? rows : UPRIGHT * plot,
  );
}

/** A stacked bar a cluster: how likely its cells come to each terminal state, in the mean. */
export function composeFates(
  panel: PanelOf<'fates'>,
  data: FatesData,
  frame: Rectangle,
  style: FigureStyle,
): ComposedPanel {
  const legend = placeLegend(frame, legendOf(data), panel.legend, style);
  const names = data.clusters.map(({ label }) => label);
  const shares = { scale: linearScale(0, 1), titles: ['Mean fate probability', 'Probability'] };
  const horizontal = panel.direction === 'horizontal';
  const axes = horizontal
    ? { x: shares, y: { scale: reversed(bandScale(names)), titles: [] } }
    : { x: { scale: bandScale(names), titles: [] }, y: shares };
  const room = countsRoom(panel.direction, data.clusters, legend.plot, style);
  const chart = layOutChart(room.plot, axes, style);
  return {
    nodes: [
      { kind: 'group', name: 'bars', children: barNodes(panel, data, chart, style) },
      ...countsNodes(panel.direction, data.clusters, room, chart, style),
      chart.axes,
      ...legend.nodes,
    ],
    notes: [...legend.notes, ...chart.notes, ...emptyNote(data.empty)],
    description: describe(data),
    colors: data.fates,
  };
}

function legendOf({ fates }: FatesData): FigureLegend {
  return { kind: 'labels', title: 'Fate', entries: fates, mark: 'square' };
}

function barNodes(
  { direction }: PanelOf<'fates'>,
  { fates, clusters }: FatesData,
  chart: Chart,
  style: FigureStyle,
): DrawingNode[] {
  const nodes: DrawingNode[] = [];
  const seams: number[] = [];
  clusters.forEach(({ mean }, c) => {
    let from = 0;
    fates.forEach(({ color }, f) => {
      const to = Math.min(from + Math.max(mean[f], 0), 1);
      if (!(to > from)) return;
      const box = barBox(chart, direction, c, [from, to], clusters.length);
      nodes.push(bar(box, color));
      if (from > 0)
        seams.push(
          ...(direction === 'horizontal'
            ? [box.x, box.y, box.x, box.y + box.height]
            : [box.x, box.y + box.height, box.x + box.width, box.y + box.height]),
        );
      from = to;
    });
  });
  // Parts of like colours stay apart.
  const stroke = { color: style.ground, opacity: 1, width: 0.8 * style.lineWidth, cap: 'butt' } as const;
  return seams.length > 0 ? [...nodes, segments(seams, stroke)] : nodes;
}

function emptyNote(empty: readonly string[]): string[] {
  if (empty.length === 0) return [];
  return [
    `No cell of ${empty.join(', ')} has a known fate; ${empty.length === 1 ? 'it is' : 'they are'} left out.`,
  ];
}

function describe({ fates, clusters }: FatesData): string {
  const leading = clusters.map(({ label, mean }) => {
    const best = mean.indexOf(Math.max(...mean));
    return `${label} ${fates[best].label} ${formatPercent(mean[best])}`;
  });
  const cells = formatCount(clusters.reduce((sum, one) => sum + one.cells, 0));
  return `Mean probability of each terminal state over the cells of each cluster (n = ${cells}); the likeliest: ${leading.join(', ')}.`;
}
