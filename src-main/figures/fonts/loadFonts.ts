import { readFile } from 'node:fs/promises';

import { resourceFile } from '../../resources.ts';
import type { FontStyle } from '../drawing/nodes.ts';
import type { MeasureText } from '../style.ts';
import { openTypeface, type Typeface } from './typeface.ts';

/** Where a figure is opened without its font, one of these takes its place: their letters are as wide. */
export const FONT_FAMILY = 'Arimo, Arial, Helvetica, sans-serif';

/** The fonts that figures are set in. */
export interface Fonts {
  readonly faces: Readonly<Record<FontStyle, Typeface>>;
  readonly measure: MeasureText;
}

/**
 * The fonts of resources/fonts, read once.
 *
 * @throws Error where the program is incomplete
 */
export function loadFonts(): Promise<Fonts> {
  loaded ??= readFonts().catch((error: unknown) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

let loaded: Promise<Fonts> | undefined;

async function readFonts(): Promise<Fonts> {
  const [regular, bold, italic] = await Promise.all(
    ['Regular', 'Bold', 'Italic'].map(async (name) =>
      openTypeface(await readFile(resourceFile(`fonts/Arimo-${name}.ttf`))),
    ),
  );
  const faces = { regular, bold, italic };
  return { faces, measure: (text, size, style) => faces[style].width(text, size) };
}

/** The characters of a drawing's texts that its fonts lack, each once, so that a note can name them. */
export function missingCharacters(
  fonts: Fonts,
  texts: Iterable<{ text: string; style: FontStyle }>,
): string[] {
  const missing = new Set<string>();
  for (const { text, style } of texts)
    for (const character of fonts.faces[style].drawable(text).missing) missing.add(character);
  return [...missing];
}
