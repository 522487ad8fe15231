import type { DrawingNode, FontStyle } from '../drawing/nodes.ts';
import { wrapText } from '../parts/text.ts';
import { textLines } from '../parts/text.ts';
import { CAP_HEIGHT, LINE_HEIGHT, type FigureStyle } from '../style.ts';

/** Text laid out: its height in points, and its marks from its upper left corner. */
export interface TextBlock {
  height: number;
  draw(x: number, y: number): DrawingNode[];
}

/** Wrapped text; without height where there is none. */
export function textBlock(
  text: string,
  width: number,
  size: number,
  letters: FontStyle,
  style: FigureStyle,
): TextBlock {
  const lines = text.trim() === '' ? [] : wrapText(text.trim(), width, size, letters, style.measure);
  return {
    height: lines.length * LINE_HEIGHT * size,
    draw: (x, y) =>
      textLines(lines, {
        x,
        y: y + 0.5 * (LINE_HEIGHT + CAP_HEIGHT) * size,
        size,
        style: letters,
        anchor: 'start',
        ink: { color: style.text, opacity: 1 },
      }),
  };
}
