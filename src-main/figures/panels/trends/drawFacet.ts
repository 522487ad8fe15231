import type { DrawingNode, PathCommand } from '../../drawing/nodes.ts';
import type { Chart } from '../../parts/axes/chart.ts';
import { segments } from '../../parts/marks.ts';
import { rgbOf } from '../../parts/rgb.ts';
import type { FigureStyle } from '../../style.ts';
import type { Facet, TrendLine } from './facets.ts';

/** How much ink bands and cells have. */
const BAND = 0.18;
const CELLS = 0.3;

/** A chart's cells, bands and lines, from back to front, cut off at its area. */
export function drawFacet(facet: Facet, band: boolean, chart: Chart, style: FigureStyle): DrawingNode {
  const children: DrawingNode[] = [];
  if (facet.range[0] < 0 && facet.range[1] > 0 && facet.gene !== '') children.push(zeroLine(chart, style));
  if (facet.points) children.push(cellsNode(facet.points, chart, style));
  if (band) children.push(...facet.lines.flatMap((line) => bandNodes(line, chart)));
  children.push(...facet.lines.flatMap((line) => lineNodes(line, chart, style)));
  return { kind: 'group', name: facet.gene || 'trends', clip: chart.area, children };
}

function zeroLine({ area, toY }: Chart, { muted, lineWidth }: FigureStyle): DrawingNode {
  const y = toY(0);
  const stroke = { color: muted, opacity: 0.7, width: lineWidth, dash: [3 * lineWidth, 3 * lineWidth] };
  return segments([area.x, y, area.x + area.width, y], { ...stroke, cap: 'butt' });
}

function cellsNode(
  { x, y }: { x: Float32Array; y: Float32Array },
  { area, toX, toY }: Chart,
  style: FigureStyle,
): DrawingNode {
  const points = Float32Array.from({ length: 2 * x.length }, (_, k) =>
    k % 2 === 0 ? toX(x[k >> 1]) : toY(y[k >> 1]),
  );
  const ink = [...rgbOf(style.muted), Math.round(255 * CELLS)];
  const colors = Uint8Array.from({ length: 4 * x.length }, (_, k) => ink[k % 4]);
  const room = Math.sqrt((area.width * area.height) / Math.max(x.length, 1));
  const radius = Math.min(Math.max(0.13 * room, 0.05 * style.fontSize), 0.14 * style.fontSize);
  return { kind: 'dots', points, colors, radius, raster: x.length > style.rasterizeAbove };
}

function bandNodes({ at, low, high, color }: TrendLine, { toX, toY }: Chart): DrawingNode[] {
  const edge = low.map((value, k) => value + high[k]);
  return runsOf(edge).map(([from, to]): DrawingNode => {
    const commands: PathCommand[] = [];
    for (let k = from; k < to; k++) commands.push([k === from ? 'M' : 'L', toX(at[k]), toY(high[k])]);
    for (let k = to - 1; k >= from; k--) commands.push(['L', toX(at[k]), toY(low[k])]);
    return { kind: 'shape', commands: [...commands, ['Z']], fill: { color, opacity: BAND } };
  });
}

function lineNodes({ at, mean, color }: TrendLine, { toX, toY }: Chart, style: FigureStyle): DrawingNode[] {
  const runs = runsOf(mean);
  if (runs.length === 0) return [];
  const points: number[] = [];
  const offsets = [0];
  for (const [from, to] of runs) {
    for (let k = from; k < to; k++) points.push(toX(at[k]), toY(mean[k]));
    offsets.push(points.length / 2);
  }
  const stroke = { color, opacity: 1, width: 2.4 * style.lineWidth };
  return [{ kind: 'lines', points: Float32Array.from(points), offsets: Uint32Array.from(offsets), stroke }];
}

/** Stretches of two numbers and more: from … to − 1. */
function runsOf(values: Float64Array): [from: number, to: number][] {
  const runs: [number, number][] = [];
  let from = 0;
  for (let k = 0; k <= values.length; k++) {
    if (k < values.length && Number.isFinite(values[k])) continue;
    if (k - from >= 2) runs.push([from, k]);
    from = k + 1;
  }
  return runs;
}
