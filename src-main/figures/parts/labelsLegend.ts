import type { DrawingNode } from '../drawing/nodes.ts';
import { CAP_HEIGHT, LINE_HEIGHT, SMALLEST, type FigureStyle } from '../style.ts';
import type { LabelsLegend, LegendBlock, LegendEntry } from './legend.ts';
import { titleBlock } from './legendTitle.ts';
import { legendMark } from './marks.ts';
import { textLines, wrapShort } from './text.ts';

/** Labels are tried in these sizes, by the usual one, before some are left out. */
const SIZES = [1, 0.92, 0.84];
/** A label longer than a column is broken into this many lines at most. */
const MOST_LINES = 2;

/**
 * A legend of labels: in one column at the right of a plot, in as many as fit under it. Long labels are broken, then all are made
 * smaller, and what still finds no room is counted.
 *
 * @param room in points
 */
export function labelsLegend(
  legend: LabelsLegend,
  place: 'right' | 'bottom',
  room: { width: number; height: number },
  style: FigureStyle,
): LegendBlock {
  const { smallSize } = style;
  const sizes = SIZES.map((factor) => Math.max(factor * smallSize, Math.min(SMALLEST, smallSize)));
  const tries = [...new Set(sizes)].map((size) => inColumns(legend, place, room, size, style));
  return tries.find(({ left }) => left === 0) ?? tries[tries.length - 1];
}

interface Entry extends LegendEntry {
  lines: string[];
  height: number;
}

function inColumns(
  legend: LabelsLegend,
  place: 'right' | 'bottom',
  room: { width: number; height: number },
  size: number,
  style: FigureStyle,
): LegendBlock {
  const { measure } = style;
  const indent = 1.35 * size;
  const between = 1.5 * size;
  const widthOf = (text: string): number => measure(text, size, 'regular');
  const title = titleBlock(legend, room.width, style);
  const entries = legend.entries.map((entry): Entry => {
    const lines = wrapShort(entry.label, MOST_LINES, room.width - indent, size, 'regular', measure);
    return { ...entry, lines, height: (lines.length * LINE_HEIGHT + 0.2) * size };
  });
  const widest = Math.max(...entries.flatMap(({ lines }) => lines.map(widthOf)), 0) + indent;
  const most = place === 'right' ? 1 : Math.max(Math.floor((room.width + between) / (widest + between)), 1);
  const { columns, left } = fill(entries, most, room.height - title.height, size);
  const more = left > 0 ? `and ${left} more` : '';
  const heights = columns.map((column) => column.reduce((sum, { height }) => sum + height, 0));
  const bodyWidth = columns.length * widest + (columns.length - 1) * between;
  const width = Math.max(bodyWidth, title.width, more ? widthOf(more) + indent : 0);
  const height = title.height + Math.max(...heights, 0) + (more ? LINE_HEIGHT * size : 0);
  return {
    width,
    height,
    left,
    draw(x, y) {
      const text = {
        size,
        style: 'regular',
        anchor: 'start',
        ink: { color: style.text, opacity: 1 },
      } as const;
      const nodes: DrawingNode[] = title.draw(x, y);
      const top = y + title.height;
      columns.forEach((column, c) => {
        let at = top;
        const start = x + c * (widest + between);
        for (const { lines, color, height: own } of column) {
          const baseline = at + (0.1 + 0.5 * (LINE_HEIGHT + CAP_HEIGHT)) * size;
          nodes.push(
            legendMark(legend.mark ?? 'dot', start, baseline - 0.5 * CAP_HEIGHT * size, size, color, style),
          );
          nodes.push(...textLines(lines, { ...text, x: start + indent, y: baseline }));
          at += own;
        }
      });
      const end = top + Math.max(...heights, 0) + LINE_HEIGHT * size * 0.85;
      if (more)
        nodes.push(
          ...textLines([more], { ...text, x: x + indent, y: end, ink: { color: style.muted, opacity: 1 } }),
        );
      return nodes;
    },
  };
}

/** Entries in columns from top to bottom, as many and as even as the room allows; how many are left over. */
function fill(
  entries: readonly Entry[],
  most: number,
  height: number,
  size: number,
): { columns: Entry[][]; left: number } {
  for (let shown = entries.length; shown > 0; shown--) {
    const room = height - (shown < entries.length ? LINE_HEIGHT * size : 0);
    const perColumn = Math.ceil(shown / Math.min(most, shown));
    const columns: Entry[][] = [];
    for (let from = 0; from < shown; from += perColumn)
      columns.push(entries.slice(from, Math.min(from + perColumn, shown)));
    const fits = columns.every((column) => column.reduce((sum, one) => sum + one.height, 0) <= room + 1e-6);
    if (fits) return { columns, left: entries.length - shown };
  }
  return { columns: [], left: entries.length };
}
