import { formatCount } from '../../../../src-worker/drawing/format.ts';
import { PORTRAIT, portraitEnd } from '../../../../src-worker/drawing/portrait.ts';
import type { DrawingNode, GroupNode, Rectangle } from '../../drawing/nodes.ts';
import { layOutChart, type Chart } from '../../parts/axes/chart.ts';
import { linearScale } from '../../parts/axes/scale.ts';
import { aspectWithLegend, below } from '../../parts/framed.ts';
import { placeLegend, type FigureLegend } from '../../parts/legend.ts';
import { titleBlock } from '../../parts/legendTitle.ts';
import type { PanelOf } from '../../spec/panels.ts';
import type { FigureStyle } from '../../style.ts';
import type { ComposedPanel } from '../panel.ts';
import type { PortraitData } from './collect.ts';

/** Height by width of the plot, as on the screen. */
const SHAPE = 0.8;
/** Diameter of a cell by the room that it has, and its bounds by the size of letters. */
const DIAMETER = { share: 0.32, least: 0.11, most: 0.34 };

export function portraitAspect(
  panel: PanelOf<'portrait'>,
  data: PortraitData,
  width: number,
  style: FigureStyle,
): number {
  return aspectWithLegend(legendOf(data), panel.legend, width, style, (plot) => SHAPE * plot);
}

/** A phase portrait: unspliced against spliced, a disc a cell, the model's lines above them. */
export function composePortrait(
  panel: PanelOf<'portrait'>,
  data: PortraitData,
  frame: Rectangle,
  style: FigureStyle,
): ComposedPanel {
  const legend = placeLegend(frame, legendOf(data), panel.legend, style);
  // The gene's name stands above the plot unless the panel's title says it.
  const named = panel.title.includes(data.gene) ? '' : data.gene;
  const name = titleBlock({ title: named, italic: true }, legend.plot.width, style);
  const chart = layOutChart(below(legend.plot, name.height), axesOf(data), style);
  const cells = cellsNode(panel, data, chart, style);
  const lines: GroupNode = {
    kind: 'group',
    name: 'lines of the model',
    clip: chart.area,
    children: data.curves.flatMap((curve) => lineNodes(curve, chart, style)),
  };
  const { coloring } = data;
  return {
    nodes: [
      ...name.draw(chart.area.x, legend.plot.y),
      { kind: 'group', name: 'cells', children: [cells] },
      ...(lines.children.length > 0 ? [lines] : []),
      chart.axes,
      ...legend.nodes,
    ],
    notes: [...legend.notes, ...chart.notes, ...notesOf(data)],
    description: describe(data),
    ...(coloring.legend.kind === 'labels' ? { colors: coloring.legend.entries } : {}),
  };
}

function legendOf({ coloring }: PortraitData): FigureLegend {
  const { title, subtitle, italic, legend } = coloring;
  return { title, subtitle, italic, ...legend };
}

function axesOf({ s, u, smoothed }: PortraitData): Parameters<typeof layOutChart>[1] {
  const titles = (word: string): string[] => [
    `${word} (${smoothed ? 'smoothed' : 'normalised'} counts)`,
    word,
  ];
  return {
    x: { scale: linearScale(0, portraitEnd(s)), titles: titles('Spliced') },
    y: { scale: linearScale(0, portraitEnd(u)), titles: titles('Unspliced') },
  };
}

function cellsNode(
  panel: PanelOf<'portrait'>,
  { s, u, colors }: PortraitData,
  { area, toX, toY }: Chart,
  style: FigureStyle,
): DrawingNode {
  const points = new Float32Array(2 * s.length);
  const shown = colors.slice();
  for (let i = 0; i < s.length; i++) {
    points[2 * i] = toX(s[i]);
    points[2 * i + 1] = toY(u[i]);
    const visible = shown[4 * i + 3] > 0 && Number.isFinite(points[2 * i] + points[2 * i + 1]);
    shown[4 * i + 3] = visible ? Math.round(255 * PORTRAIT.cells) : 0;
    if (!visible) points[2 * i] = points[2 * i + 1] = 0;
  }
  const { share, least, most } = DIAMETER;
  const room = Math.sqrt((area.width * area.height) / Math.max(s.length, 1));
  const usual = Math.min(Math.max(share * room, least * style.fontSize), most * style.fontSize);
  return {
    kind: 'dots',
    points,
    colors: shown,
    radius: (panel.pointSize ?? usual) / 2,
    raster: s.length > style.rasterizeAbove,
  };
}

/** A line of the model, on a wider one in the colour of the ground that parts it from the cells. */
function lineNodes(
  curve: PortraitData['curves'][number],
  { toX, toY }: Chart,
  style: FigureStyle,
): DrawingNode[] {
  const points = Float32Array.from({ length: 2 * curve.s.length }, (_, k) =>
    k % 2 === 0 ? toX(curve.s[k >> 1]) : toY(curve.u[k >> 1]),
  );
  if (!points.every(Number.isFinite)) return [];
  const offsets = Uint32Array.of(0, curve.s.length);
  const width = (curve.style === 'dashed' ? 1.5 : 2) * style.lineWidth;
  const halo = { color: style.ground, opacity: PORTRAIT.halo, width: width + 3 * style.lineWidth };
  const dash = curve.style === 'dashed' ? { dash: PORTRAIT.dash.map((part) => part * width) } : {};
  return [
    { kind: 'lines', points, offsets, stroke: halo },
    {
      kind: 'lines',
      points,
      offsets,
      stroke: { color: style.text, opacity: 1, width, ...dash, cap: 'butt' },
    },
  ];
}

function notesOf({ s, total, velocityGene, gene }: PortraitData): string[] {
  const drawn =
    s.length < total
      ? [`${formatCount(s.length)} of ${formatCount(total)} cells, drawn evenly at random.`]
      : [];
  return velocityGene === false
    ? [...drawn, `${gene} is not one of the genes that the run’s velocities rest on.`]
    : drawn;
}

function describe({ gene, smoothed, s, curves, coloring }: PortraitData): string {
  const counts = smoothed ? 'counts smoothed over neighbours' : 'size-normalised counts';
  const parts = [`Unspliced against spliced ${counts} of ${gene} in ${formatCount(s.length)} cells.`];
  const solid = curves.some(({ label }) => label === 'induction');
  const steady = curves.find(({ label }) => label === 'steady state');
  if (solid) parts.push('Solid lines: fitted induction and repression.');
  if (steady) parts.push(`${steady.style === 'dashed' ? 'Dashed' : 'Solid'} line: steady state.`);
  parts.push(coloring.meaning);
  return parts.join(' ');
}
