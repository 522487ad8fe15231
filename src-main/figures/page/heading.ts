import type { DrawingNode } from '../drawing/nodes.ts';
import { textLines, wrapShort } from '../parts/text.ts';
import { CAP_HEIGHT, LINE_HEIGHT, type FigureStyle } from '../style.ts';
import type { TextBlock } from './textBlock.ts';

/** Letters are this much larger than other text. */
const LETTER = 8 / 7;
const MOST_LINES = 3;

/** What stands above a panel: its letter in bold and its title beside it, on one line. No height where it has neither. */
export function panelHeading(letter: string, title: string, width: number, style: FigureStyle): TextBlock {
  const { fontSize, measure } = style;
  const letterSize = LETTER * fontSize;
  const indent = letter === '' ? 0 : measure(letter, letterSize, 'bold') + 0.7 * fontSize;
  const lines =
    title === '' ? [] : wrapShort(title, MOST_LINES, width - indent, fontSize, 'regular', measure);
  const height =
    letter === '' && lines.length === 0 ? 0 : (Math.max(lines.length, 1) * LINE_HEIGHT + 0.4) * fontSize;
  return {
    height,
    draw(x, y) {
      const baseline = y + CAP_HEIGHT * letterSize;
      const at = { y: baseline, anchor: 'start', ink: { color: style.text, opacity: 1 } } as const;
      const nodes: DrawingNode[] = textLines([letter], { ...at, x, size: letterSize, style: 'bold' });
      return [...nodes, ...textLines(lines, { ...at, x: x + indent, size: fontSize, style: 'regular' })];
    },
  };
}
