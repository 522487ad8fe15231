import type { Ink, ShapeNode, Stroke } from '../../drawing/nodes.ts';
import type { OutlineCommand } from '../../fonts/typeface.ts';
import { decimal } from '../numbers.ts';
import type { FigureDocument } from './figureDocument.ts';

/** Draws a filled or outlined shape. */
export function drawShape(document: FigureDocument, { commands, fill, stroke }: ShapeNode): void {
  document.save();
  if (fill) setFill(document, fill);
  if (stroke) setStroke(document, stroke);
  document.addContent(pathOperators(commands));
  document.addContent(fill && stroke ? 'B' : fill ? 'f' : 'S');
  document.restore();
}

/** Draws open lines through points. */
export function drawLines(
  document: FigureDocument,
  points: Float32Array,
  offsets: Uint32Array,
  stroke: Stroke,
): void {
  document.save();
  setStroke(document, stroke);
  const parts: string[] = [];
  for (let line = 0; line + 1 < offsets.length; line++)
    for (let i = offsets[line]; i < offsets[line + 1]; i++)
      parts.push(
        `${decimal(points[2 * i])} ${decimal(points[2 * i + 1])} ${i === offsets[line] ? 'm' : 'l'}`,
      );
  document.addContent(parts.join('\n')).addContent('S');
  document.restore();
}

/** Commands as operators of a page; PDF has cubic curves only. */
export function pathOperators(commands: readonly OutlineCommand[], decimals = 2): string {
  const parts: string[] = [];
  const put = (operator: string, ...numbers: number[]): void => {
    parts.push(`${numbers.map((value) => decimal(value, decimals)).join(' ')} ${operator}`.trim());
  };
  let [x, y] = [0, 0];
  for (const command of commands) {
    if (command[0] === 'Z') put('h');
    else if (command[0] === 'Q') {
      const [, x1, y1, x2, y2] = command;
      put('c', x + (2 / 3) * (x1 - x), y + (2 / 3) * (y1 - y), x2 + (2 / 3) * (x1 - x2), y2 + (2 / 3) * (y1 - y2), x2, y2); // prettier-ignore
    } else {
      const [letter, ...numbers] = command;
      put(letter.toLowerCase(), ...numbers);
    }
    if (command[0] !== 'Z') [x, y] = command.slice(-2) as [number, number];
  }
  return parts.join('\n');
}

export function setFill(document: FigureDocument, { color, opacity }: Ink): void {
  document.addContent(`${rgb(color)} rg`);
  if (opacity < 1) document.fillOpacity(opacity);
}

export function setStroke(document: FigureDocument, { color, opacity, width, dash, cap }: Stroke): void {
  document.addContent(`${rgb(color)} RG ${decimal(width, 4)} w ${cap === 'butt' ? 0 : 1} J 1 j`);
  if (dash) document.addContent(`[${dash.map((length) => decimal(length)).join(' ')}] 0 d`);
  if (opacity < 1) document.strokeOpacity(opacity);
}

/** A colour as PDF has it: three numbers of 0 … 1. */
export function rgb(color: string): string {
  return [1, 3, 5].map((at) => decimal(Number.parseInt(color.slice(at, at + 2), 16) / 255, 4)).join(' ');
}
