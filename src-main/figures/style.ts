import type { FontStyle } from './drawing/nodes.ts';

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
  readonly measure: MeasureText;
}
