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
  /** How many entries had no room; a colour bar is one. */
  left: number;
}

/** How the room beside or under a plot is shared with its legend. */
export interface WithLegend {
  /** What is left for the plot. */
  plot: Rectangle;
  nodes: DrawingNode[];
  notes: string[];
}

/** Legends take no more than this share of a frame's width at its right, or of its height at its bottom. */
const MOST_WIDTH = 0.36;
const MOST_HEIGHT = 0.45;

/** Places a legend in a frame; the plot has what is left. Without a legend, or without room for it, that is all of it. */
export function placeLegend(
  frame: Rectangle,
  legend: FigureLegend | undefined,
  place: LegendPlace,
  style: FigureStyle,
): WithLegend {
  return placeLegends(frame, legend ? [legend] : [], place, style);
}

/** How much a legend will take of a frame that wide and high enough: width at its right, or height at its bottom. */
export function legendRoom(
  legend: FigureLegend | undefined,
  place: LegendPlace,
  width: number,
  style: FigureStyle,
): { width: number; height: number } {
  return legendsRoom(legend ? [legend] : [], place, width, style);
}

/** Places several legends in a frame, below each other: at its right, or at its bottom. The plot has what is left. */
export function placeLegends(
  frame: Rectangle,
  legends: readonly FigureLegend[],
  place: LegendPlace,
  style: FigureStyle,
): WithLegend {
  if (legends.length === 0 || place === 'none') return { plot: frame, nodes: [], notes: [] };
  const right = place === 'right';
  const room = right
    ? { width: MOST_WIDTH * frame.width, height: frame.height }
    : { width: frame.width, height: MOST_HEIGHT * frame.height };
  const gap = gapOf(style);
  const blocks = laidOut(legends, place, room, gap, style);
  if (blocks.length === 0) return { plot: frame, nodes: [], notes: [noRoom(legends[0])] };
  const width = Math.max(...blocks.map((block) => block.width));
  const height = blocks.reduce((sum, block) => sum + block.height, 0) + gap * (blocks.length - 1);
  const plot = right
    ? { ...frame, width: frame.width - width - gap }
    : { ...frame, height: frame.height - height - gap };
  let y = right ? frame.y : plot.y + plot.height + gap;
  const nodes = blocks.map((block): DrawingNode => {
    const x = right ? plot.x + plot.width + gap : frame.x + (frame.width - block.width) / 2;
    const children = block.draw(x, y);
    y += block.height + gap;
    return { kind: 'group', name: block.legend.kind === 'labels' ? 'legend' : 'colour bar', children };
  });
  const notes = legends.flatMap((legend) => {
    const left = blocks.find((block) => block.legend === legend)?.left;
    if (left === undefined) return [noRoom(legend)];
    if (left === 0) return [];
    return [
      `${left === 1 ? 'One entry' : `${left} entries`} of ${named(legend)} ${left === 1 ? 'has' : 'have'} no room.`,
    ];
  });
  return { plot, nodes, notes };
}

function noRoom(legend: FigureLegend): string {
  const text = `${named(legend)} has no room; make the panel larger.`;
  return text[0].toUpperCase() + text.slice(1);
}

function named({ title }: FigureLegend): string {
  return title === '' ? 'the legend' : `the legend “${title}”`;
}

/** How much legends take of a frame that wide and high enough: width at its right, or height at its bottom. */
export function legendsRoom(
  legends: readonly FigureLegend[],
  place: LegendPlace,
  width: number,
  style: FigureStyle,
): { width: number; height: number } {
  if (legends.length === 0 || place === 'none') return { width: 0, height: 0 };
  const gap = gapOf(style);
  const room =
    place === 'right' ? { width: MOST_WIDTH * width, height: 2 * width } : { width, height: width };
  const blocks = laidOut(legends, place, room, gap, style);
  if (blocks.length === 0) return { width: 0, height: 0 };
  const height = blocks.reduce((sum, block) => sum + block.height, 0) + gap * (blocks.length - 1);
  return place === 'right'
    ? { width: Math.max(...blocks.map((block) => block.width)) + gap, height }
    : { width, height: height + gap };
}

interface PlacedBlock extends LegendBlock {
  legend: FigureLegend;
}

/** The first ones take what they need, the next what is left; those that do not fit are not there. */
function laidOut(
  legends: readonly FigureLegend[],
  place: 'right' | 'bottom',
  room: { width: number; height: number },
  gap: number,
  style: FigureStyle,
): PlacedBlock[] {
  let left = room.height;
  return legends.flatMap((legend): PlacedBlock[] => {
    const within = { width: room.width, height: left };
    const block =
      legend.kind === 'labels'
        ? labelsLegend(legend, place, within, style)
        : colorBar(legend, place, within, style);
    const none = block.left === (legend.kind === 'labels' ? legend.entries.length : 1);
    if (none || block.width > room.width + 1e-6 || block.height > left + 1e-6) return [];
    left -= block.height + gap;
    return [{ ...block, legend }];
  });
}

function gapOf(style: FigureStyle): number {
  return 1.2 * style.fontSize;
}
