import type { Rgb } from './sequential.ts';

/**
 * Colours of categories: the seven hues of Okabe and Ito (2008), then thirteen that differ from them and from each other
 * in lightness as well as in hue. Grey is kept for cells without a label.
 */
export const PALETTE: readonly string[] = [
  '#0072b2', '#e69f00', '#009e73', '#d55e00', '#56b4e9', '#cc79a7', '#d9c72b',
  '#6a51a3', '#8c5a2b', '#7fc97f', '#b3123f', '#1f3b73', '#f4a6a0', '#00a6a6',
  '#a6a13a', '#a88bd0', '#2f6b2f', '#ff6fae', '#7a7f9a', '#c9a27c',
]; // prettier-ignore

/** Of cells without a value or label. */
export const MISSING: Rgb = [150, 150, 150];

/** What cells fade to that are as likely to come to one fate as to another, on a light and on a dark ground. */
export const NEUTRAL: Readonly<Record<'light' | 'dark', Rgb>> = {
  light: [206, 206, 204],
  dark: [72, 76, 82],
};

/** One colour a category: the given ones where they are all valid #rrggbb, else the palette, varied once used up. */
export function categoryColors(count: number, given?: string[]): Rgb[] {
  if (given?.length === count && given.every((color) => /^#[0-9a-f]{6}/i.test(color)))
    return given.map(parseHex);
  return Array.from({ length: count }, (_, i) => varied(parseHex(PALETTE[i % PALETTE.length]), i));
}

/** The given colours (#rrggbb) where there is one, else those of {@link categoryColors} at that place. */
export function givenColors(given: readonly (string | null)[]): Rgb[] {
  const own = categoryColors(given.length);
  return given.map((color, i) => (color !== null && /^#[0-9a-f]{6}/i.test(color) ? parseHex(color) : own[i]));
}

/** As #rrggbb. */
export function hexColor(color: Rgb): string {
  return `#${color.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

export function cssColor([red, green, blue]: Rgb): string {
  return `rgb(${red} ${green} ${blue})`;
}

/** Later rounds through the palette are lighter and darker in turn, so that no colour comes twice. */
function varied(color: Rgb, index: number): Rgb {
  const round = Math.floor(index / PALETTE.length);
  if (round === 0) return color;
  const toward = round % 2 === 1 ? 255 : 0;
  const share = Math.min(0.35 + 0.15 * Math.floor((round - 1) / 2), 0.8);
  return color.map((c) => Math.round(c + (toward - c) * share)) as Rgb;
}

function parseHex(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1, 7), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
