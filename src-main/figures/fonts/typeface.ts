import * as fontkit from 'fontkit';

import type { PathCommand } from '../drawing/nodes.ts';
import { drawableText, singleLine } from './drawableText.ts';

/** As {@link PathCommand}, with the quadratic curves that fonts are made of. */
export type OutlineCommand = PathCommand | readonly ['Q', x1: number, y1: number, x: number, y: number];

/** One font file, ready to set lines of text with. */
export interface Typeface {
  readonly file: Uint8Array;
  /** The text as it is drawn, and which of its characters are replaced because the font lacks them. */
  drawable(text: string): { text: string; missing: string[] };
  /** Width in points, with kerning. */
  width(text: string, size: number): number;
  /** The letters' outlines in points, from (0, 0) on the baseline, y down. */
  outline(text: string, size: number): OutlineCommand[];
}

interface SetWord {
  /** In units of the font, as everything here. */
  width: number;
  glyphs: { x: number; y: number; glyph: fontkit.Glyph }[];
}

/** Words that are remembered; a figure has fewer. */
const MOST_WORDS = 5000;

/** @param file bytes of a TrueType or OpenType font */
export function openTypeface(file: Uint8Array): Typeface {
  const font = fontkit.create(Buffer.from(file.buffer, file.byteOffset, file.byteLength)) as fontkit.Font;
  const words = new Map<string, SetWord>();
  const drawable = (text: string) =>
    drawableText(singleLine(text), (codePoint) => font.hasGlyphForCodePoint(codePoint));

  function setWord(word: string): SetWord {
    const known = words.get(word);
    if (known) return known;
    const { glyphs, positions } = font.layout(word);
    let width = 0;
    const placed = glyphs.map((glyph, i) => {
      const { xAdvance, xOffset, yOffset } = positions[i];
      const x = width + xOffset;
      width += xAdvance;
      return { x, y: yOffset, glyph };
    });
    if (words.size >= MOST_WORDS) words.clear();
    const set = { width, glyphs: placed };
    words.set(word, set);
    return set;
  }

  return {
    file,
    drawable,
    width: (text, size) => {
      let width = 0;
      for (const word of wordsOf(drawable(text).text)) width += setWord(word).width;
      return (width * size) / font.unitsPerEm;
    },
    outline: (text, size) => {
      const scale = size / font.unitsPerEm;
      const commands: OutlineCommand[] = [];
      let start = 0;
      for (const word of wordsOf(drawable(text).text)) {
        const { width, glyphs } = setWord(word);
        for (const { x, y, glyph } of glyphs)
          addGlyph(commands, glyph, (start + x) * scale, -y * scale, scale);
        start += width;
      }
      return commands;
    },
  };
}

/** A line in the pieces that pdfkit sets apart from each other, each up to its space, so that there is no kerning across them. */
function wordsOf(text: string): string[] {
  return text.match(/[^ ]* |[^ ]+$/g) ?? [];
}

function addGlyph(into: OutlineCommand[], glyph: fontkit.Glyph, x: number, y: number, scale: number): void {
  for (const { command, args } of glyph.path.commands) {
    const at = args.map((value, i) => (i % 2 === 0 ? x + value * scale : y - value * scale));
    if (command === 'moveTo') into.push(['M', at[0], at[1]]);
    else if (command === 'lineTo') into.push(['L', at[0], at[1]]);
    else if (command === 'quadraticCurveTo') into.push(['Q', at[0], at[1], at[2], at[3]]);
    else if (command === 'bezierCurveTo') into.push(['C', at[0], at[1], at[2], at[3], at[4], at[5]]);
    else into.push(['Z']);
  }
}
