import type { FontStyle, TextNode } from '../drawing/nodes.ts';
import { LINE_HEIGHT, type MeasureText } from '../style.ts';

/**
 * Text in lines no wider than `width`, broken at spaces and hyphens, at line breaks of its own, and within words that are wider than a line.
 *
 * @param width, size in points
 */
export function wrapText(
  text: string,
  width: number,
  size: number,
  style: FontStyle,
  measure: MeasureText,
): string[] {
  const fits = (line: string): boolean => measure(line, size, style) <= width;
  return text.split(/\r?\n/).flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const { text: word, apart } of piecesOf(paragraph)) {
      const longer = line === '' || !apart ? `${line}${word}` : `${line} ${word}`;
      if (fits(longer)) {
        line = longer;
        continue;
      }
      if (line !== '') lines.push(line);
      const pieces = brokenWord(word, fits);
      line = pieces.pop() ?? '';
      lines.push(...pieces);
    }
    return [...lines, line];
  });
}

/** The text, or as much of its start as fits with an ellipsis. */
export function shortenText(
  text: string,
  width: number,
  size: number,
  style: FontStyle,
  measure: MeasureText,
): string {
  const fits = (line: string): boolean => measure(line, size, style) <= width;
  if (fits(text)) return text;
  const letters = [...text];
  return `${letters
    .slice(
      0,
      longest(letters.length, (n) => fits(`${letters.slice(0, n).join('').trimEnd()}…`)),
    )
    .join('')
    .trimEnd()}…`;
}

/** The text, or its start and its end with an ellipsis between: names that start alike stay apart. */
export function shortenMiddle(
  text: string,
  width: number,
  size: number,
  style: FontStyle,
  measure: MeasureText,
): string {
  const fits = (line: string): boolean => measure(line, size, style) <= width;
  if (fits(text)) return text;
  const letters = [...text];
  const kept = (n: number): string => {
    const end = Math.floor(0.4 * n);
    const start = letters.slice(0, n - end).join('');
    return `${start.trimEnd()}…${end > 0 ? letters.slice(-end).join('').trimStart() : ''}`;
  };
  return kept(longest(letters.length, (n) => fits(kept(n))));
}

/** At most `most` lines of a text; what does not fit in them ends in an ellipsis. */
export function wrapShort(
  text: string,
  most: number,
  width: number,
  size: number,
  style: FontStyle,
  measure: MeasureText,
): string[] {
  const lines = wrapText(text, width, size, style, measure);
  if (lines.length <= most) return lines;
  const rest = lines.slice(most - 1).join(' ');
  return [...lines.slice(0, most - 1), shortenText(rest, width, size, style, measure)];
}

/** Lines of text below each other; (x, y) is of the first one's baseline. */
export function textLines(
  lines: readonly string[],
  at: Pick<TextNode, 'x' | 'y' | 'size' | 'style' | 'anchor' | 'ink'>,
): TextNode[] {
  return lines.flatMap((text, k): TextNode[] =>
    text === '' ? [] : [{ kind: 'text', ...at, text, y: at.y + k * LINE_HEIGHT * at.size }],
  );
}

/** What stays together on a line: words, and their parts up to a hyphen or the like; `apart` by a space from the piece before. */
function piecesOf(paragraph: string): { text: string; apart: boolean }[] {
  return paragraph
    .split(/[ \t]+/)
    .flatMap((word) => word.split(/(?<=[-–/_])(?=[^-–/_])/).map((text, k) => ({ text, apart: k === 0 })));
}

/** The word in pieces that fit; its last piece is the start of the next line. */
function brokenWord(word: string, fits: (text: string) => boolean): string[] {
  const pieces: string[] = [];
  let letters = [...word];
  while (letters.length > 1 && !fits(letters.join(''))) {
    const end = Math.max(
      longest(letters.length, (n) => fits(letters.slice(0, n).join(''))),
      1,
    );
    pieces.push(letters.slice(0, end).join(''));
    letters = letters.slice(end);
  }
  return [...pieces, letters.join('')];
}

/** The largest number below `count` that fits, where all smaller ones do; 0 where none does. */
function longest(count: number, fits: (n: number) => boolean): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
