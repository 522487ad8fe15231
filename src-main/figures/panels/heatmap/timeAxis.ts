import { formatStep } from '../../../../src-worker/drawing/format.ts';
import { niceTicks } from '../../../../src-worker/drawing/ticks.ts';
import type { DrawingNode, Rectangle } from '../../drawing/nodes.ts';
import { planAxis, type Axis } from '../../parts/axes/axis.ts';
import { drawAxis } from '../../parts/axes/drawAxis.ts';
import type { Tick } from '../../parts/axes/scale.ts';
import { LINE_HEIGHT, type FigureStyle } from '../../style.ts';
import type { HeatmapData } from './collect.ts';

const TICKS = 6;

/** Height in points of the axis below the heatmap. */
export function timeAxisHeight({ smallSize, fontSize }: FigureStyle): number {
  return 1.35 * smallSize + (0.35 + 0.85 * LINE_HEIGHT) * fontSize;
}

/** How far in points its last number may reach beyond the heatmap. */
export function timeAxisOverhang(data: HeatmapData, { smallSize, measure }: FigureStyle): number {
  return Math.max(...ticksOf(data).map(({ label }) => measure(label, smallSize, 'regular'))) / 2;
}

/**
 * Where along the columns the cells' coordinate has round values: bins hold equally many cells, so that these do not lie at equal
 * distances. Of values too near to each other some are left out.
 */
export function timeAxis(
  data: HeatmapData,
  area: Rectangle,
  frame: Rectangle,
  style: FigureStyle,
): DrawingNode {
  const axis: Axis = {
    scale: {
      place: (value) => placeAmong(data.edges, value),
      ticks: () => ticksOf(data),
      minor: () => [],
    },
    titles: [data.along],
  };
  const plan = planAxis(axis, 'bottom', area.width, { names: 0, title: frame.width }, 'all', style);
  return { kind: 'group', name: 'axis', children: drawAxis(plan, area, frame, style) };
}

function ticksOf({ edges }: HeatmapData): Tick[] {
  const values = niceTicks(edges[0], edges[edges.length - 1], TICKS);
  const step = values.length > 1 ? values[1] - values[0] : 1;
  return values.map((value) => ({ value, label: formatStep(value, step) }));
}

/** The share of the columns before a value, straight between the edges of bins. */
export function placeAmong(edges: Float64Array, value: number): number {
  const last = edges.length - 1;
  if (last < 1) return 0;
  let k = 0;
  while (k < last - 1 && edges[k + 1] < value) k++;
  const width = edges[k + 1] - edges[k];
  const part = width > 0 ? Math.min(Math.max((value - edges[k]) / width, 0), 1) : 0;
  return (k + part) / last;
}
