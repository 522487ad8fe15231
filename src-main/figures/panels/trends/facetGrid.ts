import type { DrawingNode, Rectangle, TextNode } from '../../drawing/nodes.ts';
import { layOutChart, type Chart } from '../../parts/axes/chart.ts';
import { linearScale } from '../../parts/axes/scale.ts';
import { below } from '../../parts/framed.ts';
import { titleBlock } from '../../parts/legendTitle.ts';
import { shortenText } from '../../parts/text.ts';
import { CAP_HEIGHT, LINE_HEIGHT, type FigureStyle } from '../../style.ts';
import { drawFacet } from './drawFacet.ts';
import type { Facet } from './facets.ts';

/** Least width of a chart and the gap between charts, by the size of letters. */
const LEAST = 13;
const GAP = 1.2;
/** Height by width of a chart with its name. */
const SHAPE = 0.78;

/** The height in points that suits a grid of charts that wide. */
export function gridHeight(count: number, width: number, style: FigureStyle): number {
  const { columns, rows } = gridOf(count, width, style);
  const gap = GAP * style.fontSize;
  const cell = (width - titleRoom(style) - (columns - 1) * gap) / columns;
  return rows * SHAPE * cell + (rows - 1) * gap + titleRoom(style);
}

/** A row of charts is not lower than this by the size of letters; rows that have no room are left out. */
const LEAST_ROW = 4.5;

/** A chart a facet, with the gene's name above each and the axes' titles, which they share, once. */
export function composeGrid(
  all: readonly Facet[],
  titles: { x: readonly string[]; y: readonly string[] },
  band: boolean,
  frame: Rectangle,
  style: FigureStyle,
): { nodes: DrawingNode[]; notes: string[] } {
  const gap = GAP * style.fontSize;
  const room = titleRoom(style);
  const grid = gridOf(all.length, frame.width, style);
  const fit = Math.floor((frame.height - room + gap) / (LEAST_ROW * style.fontSize + gap));
  const [columns, rows] = [grid.columns, Math.max(Math.min(grid.rows, fit), 1)];
  const facets = all.slice(0, columns * rows);
  const width = (frame.width - room - (columns - 1) * gap) / columns;
  const height = (frame.height - room - (rows - 1) * gap) / rows;
  const cells = facets.map((_, k) => ({
    x: frame.x + room + (k % columns) * (width + gap),
    y: frame.y + Math.floor(k / columns) * (height + gap),
    width,
    height,
  }));
  const names = facets.map(({ gene }) => titleBlock({ title: gene, italic: true }, width, style));
  const chartIn = (k: number, left: number): Chart => {
    const [{ at }] = facets[k].lines;
    const inner = below(cells[k], names[k].height);
    return layOutChart(
      { ...inner, x: inner.x + left, width: inner.width - left },
      {
        x: { scale: linearScale(at[0], at[at.length - 1]), titles: [] },
        y: { scale: linearScale(...facets[k].range), titles: [] },
      },
      style,
    );
  };
  // Areas of one column begin at one place, whatever their numbers take.
  const own = facets.map((_, k) => chartIn(k, 0).area.x - cells[k].x);
  const lefts = own.map((_, k) => Math.max(...own.filter((_, other) => other % columns === k % columns)));
  const charts = facets.map((_, k) => chartIn(k, lefts[k] - own[k]));
  const nodes = charts.flatMap((chart, k): DrawingNode[] => [
    ...names[k].draw(chart.area.x, cells[k].y),
    drawFacet(facets[k], band, chart, style),
    chart.axes,
  ]);
  const left =
    facets.length < all.length
      ? [`Only ${facets.length} of ${all.length} genes have room; make the panel higher to see all.`]
      : [];
  return {
    nodes: [...nodes, ...sharedTitles(titles, frame, room, style)],
    notes: [...new Set([...left, ...charts.flatMap(({ notes }) => notes)])],
  };
}

function gridOf(count: number, width: number, style: FigureStyle): { columns: number; rows: number } {
  const fit = Math.max(Math.floor(width / (LEAST * style.fontSize)), 1);
  const columns = Math.min(fit, Math.ceil(Math.sqrt(1.5 * count)), count);
  return { columns, rows: Math.ceil(count / columns) };
}

function titleRoom({ fontSize }: FigureStyle): number {
  return 1.4 * fontSize;
}

function sharedTitles(
  titles: { x: readonly string[]; y: readonly string[] },
  frame: Rectangle,
  room: number,
  style: FigureStyle,
): TextNode[] {
  const { fontSize: size, measure } = style;
  const common = { kind: 'text', size, style: 'regular', anchor: 'middle' } as const;
  const ink = { color: style.text, opacity: 1 };
  const fitted = (list: readonly string[], length: number): string =>
    list.find((title) => measure(title, size, 'regular') <= length) ??
    shortenText(list[list.length - 1], length, size, 'regular', measure);
  return [
    {
      ...common,
      ink,
      text: fitted(titles.x, frame.width - room),
      x: frame.x + room + (frame.width - room) / 2,
      y: frame.y + frame.height - 0.5 * (LINE_HEIGHT - CAP_HEIGHT) * size,
    },
    {
      ...common,
      ink,
      text: fitted(titles.y, frame.height - room),
      x: frame.x + CAP_HEIGHT * size,
      y: frame.y + (frame.height - room) / 2,
      rotate: -90,
    },
  ];
}
