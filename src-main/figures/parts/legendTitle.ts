import type { DrawingNode } from '../drawing/nodes.ts';
import { CAP_HEIGHT, LINE_HEIGHT, type FigureStyle } from '../style.ts';
import type { LegendTitle } from './legend.ts';
import { textLines, wrapShort } from './text.ts';

/** The title of a legend: two lines at most, and its second title in one. No height where it has none. */
export function titleBlock(
  { title, subtitle, italic }: LegendTitle,
  width: number,
  style: FigureStyle,
): { width: number; height: number; draw(x: number, y: number, anchor?: 'start' | 'middle'): DrawingNode[] } {
  const { smallSize: size, measure } = style;
  const letters = italic ? 'italic' : 'bold';
  const lines = title === '' ? [] : wrapShort(title, 2, width, size, letters, measure);
  const under = subtitle ? wrapShort(subtitle, 1, width, size, 'regular', measure) : [];
  const widths = [
    ...lines.map((line) => measure(line, size, letters)),
    ...under.map((line) => measure(line, size, 'regular')),
  ];
  const count = lines.length + under.length;
  return {
    width: Math.max(...widths, 0),
    height: count === 0 ? 0 : (count * LINE_HEIGHT + 0.3) * size,
    draw(x, y, anchor = 'start') {
      const at = { x, size, anchor, ink: { color: style.text, opacity: 1 } } as const;
      const baseline = y + 0.5 * (LINE_HEIGHT + CAP_HEIGHT) * size;
      return [
        ...textLines(lines, { ...at, y: baseline, style: letters }),
        ...textLines(under, { ...at, y: baseline + lines.length * LINE_HEIGHT * size, style: 'regular' }),
      ];
    },
  };
}
