import type { DrawingNode, Rectangle } from '../drawing/nodes.ts';
import type { FigureStyle } from '../style.ts';
import { colorBar } from './colorBar.ts';
import { labelsLegend } from './labelsLegend.ts';

export interface LegendEntry {
  label: string;
  /** #rrggbb. */
  color: string;
}

/** What tells the reader what colours mean. */
export type FigureLegend = LabelsLegend | NumbersLegend;

export interface LegendTitle {
  title: string;
  /** Under the title: a gene's layer. */
  subtitle?: string;
  /** Names of genes are. */
  italic?: boolean;
}

export interface LabelsLegend extends LegendTitle {
  kind: 'labels';
  entries: readonly LegendEntry[];
  /** What stands before each label: a disc as cells are unless told, or what bars and lines look like. */
  mark?: 'dot' | 'square' | 'line';
}

export interface NumbersLegend extends LegendTitle {
  kind: 'numbers';
  /** #rrggbb from low to high, at even distances. */
  stops: string[];
  range: readonly [low: number, high: number];
}

export type LegendPlace = 'right' | 'bottom' | 'none';

/** A legend laid out. */
export interface LegendBlock {
  /** In points. */
  width: number;
  height: number;
  /** Its marks, from its upper left corner. */
  draw(x: number, y: number): DrawingNode[];
  /** How many entries had no room. */
  left: number;
}

/** How the room beside or under a plot is shared with its legend. */
export interface WithLegend {
  /** What is left for the plot. */
  plot: Rectangle;
  nodes: DrawingNode[];
  notes: string[];
}

/** No legend takes more than this share of a frame's width at its right, or of its height at its bottom. */
const MOST_WIDTH = 0.36;
const MOST_HEIGHT = 0.45;

/** Places a legend in a frame; the plot has what is left. Without a legend that is all of it. */
export function placeLegend(
  frame: Rectangle,
  legend: FigureLegend | undefined,
  place: LegendPlace,
  style: FigureStyle,
): WithLegend {
  if (!legend || place === 'none') return { plot: frame, nodes: [], notes: [] };
  const block = layOut(legend, place, frame.width, frame.height, style);
  const gap = gapOf(style);
  const right = place === 'right';
  const plot = right
    ? { ...frame, width: frame.width - block.width - gap }
    : { ...frame, height: frame.height - block.height - gap };
  const x = right ? plot.x + plot.width + gap : frame.x + (frame.width - block.width) / 2;
  const y = right ? frame.y : plot.y + plot.height + gap;
  const name = legend.kind === 'labels' ? 'legend' : 'colour bar';
  const notes = block.left > 0 ? [`${block.left} entries of the legend “${legend.title}” have no room.`] : [];
  return { plot, nodes: [{ kind: 'group', name, children: block.draw(x, y) }], notes };
}

/** How much a legend will take of a frame that wide and high enough: width at its right, or height at its bottom. */
export function legendRoom(
  legend: FigureLegend | undefined,
  place: LegendPlace,
  width: number,
  style: FigureStyle,
): { width: number; height: number } {
  if (!legend || place === 'none') return { width: 0, height: 0 };
  const block = layOut(legend, place, width, place === 'right' ? 1.2 * width : 2 * width, style);
  const gap = gapOf(style);
  return place === 'right'
    ? { width: block.width + gap, height: block.height }
    : { width: block.width, height: block.height + gap };
}

function layOut(
  legend: FigureLegend,
  place: 'right' | 'bottom',
  width: number,
  height: number,
  style: FigureStyle,
): LegendBlock {
  const room =
    place === 'right' ? { width: MOST_WIDTH * width, height } : { width, height: MOST_HEIGHT * height };
  return legend.kind === 'labels'
    ? labelsLegend(legend, place, room, style)
    : colorBar(legend, place, room, style);
}

function gapOf(style: FigureStyle): number {
  return 1.2 * style.fontSize;
}
