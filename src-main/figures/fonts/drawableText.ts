/** What stands for a character that a font lacks: the replacement character, which Arimo has. */
export const REPLACEMENT = '\ufffd';

/**
 * One line of text that every format can hold: composed (NFC), with line breaks and tabs as spaces, and with control characters and
 * halves of surrogate pairs, which XML forbids, as the replacement character.
 */
export function singleLine(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .normalize('NFC')
    .replace(/\r\n|[\t\n\v\f\r\u0085\u2028\u2029]/g, ' ')
    .toWellFormed()
    .replace(/[\p{Cc}\ufffe\uffff]/gu, REPLACEMENT);
}

/**
 * The text as a font can draw it: what it lacks is replaced, an emoji of several code points by one character, and what has no shape of
 * its own (joiners, variation selectors) is left out.
 *
 * @param text of one line, as of {@link singleLine}
 * @param has whether the font has a glyph for a code point
 * @returns the text, and each character that was replaced, once
 */
export function drawableText(
  text: string,
  has: (codePoint: number) => boolean,
): { text: string; missing: string[] } {
  if (PLAIN.test(text)) return { text, missing: [] };
  const missing = new Set<string>();
  let drawable = '';
  for (const { segment } of SEGMENTER.segment(text)) {
    const visible = hasAll(segment, has) ? segment : segment.replace(INVISIBLE, '');
    if (hasAll(visible, has)) drawable += visible;
    else {
      missing.add(segment);
      drawable += REPLACEMENT;
    }
  }
  return { text: drawable, missing: [...missing] };
}

const PLAIN = /^[ -~]*$/;
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const SEGMENTER = new Intl.Segmenter('en', { granularity: 'grapheme' });

function hasAll(text: string, has: (codePoint: number) => boolean): boolean {
  for (const character of text) if (!has(character.codePointAt(0) ?? 0)) return false;
  return true;
}
