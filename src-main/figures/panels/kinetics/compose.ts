import { formatCount } from '../../../../src-worker/drawing/format.ts';
import { hexColor, PALETTE } from '../../../../src-worker/drawing/colors/categorical.ts';
import type { Rgb } from '../../../../src-worker/drawing/colors/sequential.ts';
import type { DrawingNode, Rectangle } from '../../drawing/nodes.ts';
import { layOutChart, type Chart } from '../../parts/axes/chart.ts';
import { aspectWithLegend } from '../../parts/framed.ts';
import { placeLegend, type FigureLegend } from '../../parts/legend.ts';
import { rgbOf } from '../../parts/rgb.ts';
import type { PanelOf } from '../../spec/panels.ts';
import type { FigureStyle } from '../../style.ts';
import type { ComposedPanel } from '../panel.ts';
import { kineticsAxis, type KineticsAxis } from './axes.ts';
import type { KineticsData } from './collect.ts';
import { geneNames } from './names.ts';

/** Height by width of the plot. */
const SHAPE = 0.82;
/** How much ink genes have, those that the velocities rest on and the others. */
const INK = { velocity: 0.75, other: 0.35 };

export function kineticsAspect(
  panel: PanelOf<'kinetics'>,
  data: KineticsData,
  width: number,
  style: FigureStyle,
): number {
  return aspectWithLegend(legendOf(data, style), panel.legend, width, style, (plot) => SHAPE * plot);
}

/** One disc a gene at two of its numbers, those that the velocities rest on above the others, with some names. */
export function composeKinetics(
  panel: PanelOf<'kinetics'>,
  data: KineticsData,
  frame: Rectangle,
  style: FigureStyle,
): ComposedPanel {
  const legend = placeLegend(frame, legendOf(data, style), panel.legend, style);
  const x = kineticsAxis(data.x, data.xs, panel.logarithmic);
  const y = kineticsAxis(data.y, data.ys, panel.logarithmic);
  const chart = layOutChart(legend.plot, { x, y }, style);
  const drawn = drawnGenes(data, x, y);
  const { nodes, points, radius } = discs(data, drawn, chart, style);
  const names = geneNames(data, points, radius, chart, style);
  return {
    nodes: [{ kind: 'group', name: 'genes', children: nodes }, ...names.nodes, chart.axes, ...legend.nodes],
    notes: [...legend.notes, ...chart.notes, ...names.notes, ...leftOut(data, drawn)],
    description: describe(data, drawn, x, y),
  };
}

function colorsOf(style: FigureStyle): { velocity: string; other: string } {
  return { velocity: style.theme === 'light' ? PALETTE[0] : PALETTE[4], other: style.muted };
}

function legendOf({ velocityGenes }: KineticsData, style: FigureStyle): FigureLegend | undefined {
  if (!velocityGenes) return undefined;
  const { velocity, other } = colorsOf(style);
  const entries = [
    { label: 'Velocity genes', color: mixed(velocity, INK.velocity, style), flag: 1 },
    { label: 'Other genes', color: mixed(other, INK.other, style), flag: 0 },
  ];
  return {
    kind: 'labels',
    title: '',
    entries: entries.filter(({ flag }) => velocityGenes.some((one) => one === flag)),
  };
}

/** The colour that so much ink has on the ground. */
function mixed(color: string, opacity: number, { ground }: FigureStyle): string {
  const below = rgbOf(ground);
  return hexColor(
    rgbOf(color).map((part, k) => Math.round(part * opacity + below[k] * (1 - opacity))) as Rgb,
  );
}

/** Genes that have a place on both axes, those that the velocities rest on last and so above the others. */
function drawnGenes({ xs, ys, velocityGenes }: KineticsData, x: KineticsAxis, y: KineticsAxis): Uint32Array {
  const genes = [...xs.keys()].filter((gene) => x.holds(xs[gene]) && y.holds(ys[gene]));
  const above = (gene: number): boolean => velocityGenes !== null && velocityGenes[gene] !== 0;
  return Uint32Array.from([...genes.filter((gene) => !above(gene)), ...genes.filter(above)]);
}

function discs(
  { xs, ys, velocityGenes }: KineticsData,
  drawn: Uint32Array,
  { area, toX, toY }: Chart,
  style: FigureStyle,
): { nodes: DrawingNode[]; points: Float32Array; radius: number } {
  const points = new Float32Array(2 * drawn.length);
  const colors = new Uint8Array(4 * drawn.length);
  const { velocity, other } = colorsOf(style);
  const inks = [
    [...rgbOf(other), Math.round(255 * INK.other)],
    [...rgbOf(velocity), Math.round(255 * INK.velocity)],
  ];
  drawn.forEach((gene, k) => {
    points[2 * k] = toX(xs[gene]);
    points[2 * k + 1] = toY(ys[gene]);
    colors.set(inks[velocityGenes === null || velocityGenes[gene] !== 0 ? 1 : 0], 4 * k);
  });
  const room = Math.sqrt((area.width * area.height) / Math.max(drawn.length, 1));
  const radius = Math.min(Math.max(0.13 * room, 0.075 * style.fontSize), 0.2 * style.fontSize);
  const raster = drawn.length > style.rasterizeAbove;
  return { nodes: [{ kind: 'dots', points, colors, radius, raster }], points, radius };
}

function leftOut({ xs, ys }: KineticsData, drawn: Uint32Array): string[] {
  let fitted = 0;
  xs.forEach((value, gene) => {
    if (Number.isFinite(value) && Number.isFinite(ys[gene])) fitted++;
  });
  const beyond = fitted - drawn.length;
  const missing = xs.length - fitted;
  return [
    ...(missing > 0 ? [`${formatCount(missing)} genes were not fitted and are left out.`] : []),
    ...(beyond > 0
      ? [
          `${formatCount(beyond)} genes have no place on the axes (0 and less on a logarithmic one, R² below −1) and are left out.`,
        ]
      : []),
  ];
}

function describe(
  { velocityGenes }: KineticsData,
  drawn: Uint32Array,
  x: KineticsAxis,
  y: KineticsAxis,
): string {
  const used = velocityGenes ? drawn.reduce((sum, gene) => sum + velocityGenes[gene], 0) : undefined;
  const genes = `${formatCount(drawn.length)} genes`;
  const rest = used === undefined ? '' : `, ${formatCount(used)} of which velocities rest on (coloured)`;
  return `${y.titles[0]} against ${lowered(x.titles[0])} of ${genes}${rest}.`;
}

function lowered(title: string): string {
  return /^\p{Lu}\p{Ll}/u.test(title) ? title[0].toLowerCase() + title.slice(1) : title;
}
