/** What texts are drawn on. */
export type Canvas2d = OffscreenCanvasRenderingContext2D;

/** How a text looks: a CSS font and a colour. */
export interface TextLook {
  font: string;
  color: string;
}

/** Draws one line of text, shortened with an ellipsis where it is wider than `width`. */
export function drawText(
  context: Canvas2d,
  text: string,
  x: number,
  y: number,
  width: number,
  { font, color }: TextLook,
): void {
  context.font = font;
  context.fillStyle = color;
  context.fillText(shortened(context, text, width), x, y);
}

/** A text in at most `most` lines, broken between words; what is left is shortened into the last. */
export function linesOf(
  context: Canvas2d,
  text: string,
  width: number,
  most: number,
  font: string,
): string[] {
  context.font = font;
  const lines: string[] = [];
  const words = text.split(' ');
  while (words.length > 0) {
    let count = 1;
    while (count < words.length && fits(context, words.slice(0, count + 1).join(' '), width)) count++;
    if (lines.length === most - 1) count = words.length;
    lines.push(words.splice(0, count).join(' '));
  }
  return lines;
}

function shortened(context: Canvas2d, text: string, width: number): string {
  if (fits(context, text, width)) return text;
  let kept = text.length;
  while (kept > 1 && !fits(context, `${text.slice(0, kept).trimEnd()}…`, width)) kept--;
  return `${text.slice(0, kept).trimEnd()}…`;
}

function fits(context: Canvas2d, text: string, width: number): boolean {
  return context.measureText(text).width <= width;
}
