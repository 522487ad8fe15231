import type { FontStyle } from './drawing/nodes.ts';
import type { FigureSpec } from './spec/figure.ts';

/** Width in points of one line of text. */
export type MeasureText = (text: string, size: number, style: FontStyle) => number;

/** What all panels of a figure share in looks. Sizes in points, colours as #rrggbb. */
export interface FigureStyle {
  readonly theme: 'light' | 'dark';
  readonly fontSize: number;
  /** Of ticks, legends and notes. */
  readonly smallSize: number;
  /** Of axes and curves. */
  readonly lineWidth: number;
  readonly text: string;
  readonly muted: string;
  /** Of axes. */
  readonly line: string;
  /** What is behind the panels, whether it is drawn or not. */
  readonly ground: string;
  /** With more discs than this, a panel has them as pixels. */
  readonly rasterizeAbove: number;
  readonly measure: MeasureText;
}

/** Distance between the baselines of two lines of text, by the size of its letters. */
export const LINE_HEIGHT = 1.2;
/** Height of capitals by the size of letters: what stands on a baseline reaches up to there. */
export const CAP_HEIGHT = 0.72;

/** Journals print no letters smaller than this, in points. */
export const SMALLEST = 5;

const COLORS = {
  light: { text: '#000000', muted: '#595959', line: '#333333', ground: '#ffffff' },
  dark: { text: '#ffffff', muted: '#b0b0b0', line: '#d0d0d0', ground: '#000000' },
} as const;

/** The looks that a figure asks for. */
export function styleOf(
  spec: Pick<FigureSpec, 'theme' | 'fontSize' | 'lineWidth' | 'rasterizeAbove'>,
  measure: MeasureText,
): FigureStyle {
  const { theme, fontSize, lineWidth, rasterizeAbove } = spec;
  const smallSize = Math.min(fontSize, Math.max(SMALLEST, 0.86 * fontSize));
  return { theme, fontSize, smallSize, lineWidth, rasterizeAbove, measure, ...COLORS[theme] };
}
