import { CAP_HEIGHT, LINE_HEIGHT, type FigureStyle } from '../../style.ts';
import { bandLabels, numberLabels, type AxisLabels } from './labels.ts';
import type { Scale, Tick } from './scale.ts';
import { shortenText } from '../text.ts';

/** One axis of a chart. */
export interface Axis {
  scale: Scale;
  /** What is measured, the fullest wording first; the first that fits is written. Nothing where there is none. */
  titles: readonly string[];
  /** Ticks in place of round numbers. */
  ticks?: readonly Tick[];
}

export type Side = 'bottom' | 'left';

/** How much is written beside an axis. */
export type Detail = 'all' | 'labels' | 'nothing';

/** An axis laid out for a length: what is written where. */
export interface AxisPlan extends AxisLabels {
  side: Side;
  /** How far it reaches from the chart's area outwards, in points. */
  thickness: number;
  /** How far labels reach past the low and the high end of the axis. */
  before: number;
  after: number;
  /** Length of ticks, and from the area to the labels. */
  tick: number;
  toLabel: number;
  title: string;
}

/** By the size of letters: length of a tick, from tick to label, from label to title. */
const TICK = 0.3;
const TO_LABEL = 0.28;
const TO_TITLE = 0.35;

/**
 * Lays an axis out.
 *
 * @param length of the axis; `most.names` is what names of categories may take across it, `most.title` how long its title may be; all
 *   in points
 */
export function planAxis(
  axis: Axis,
  side: Side,
  length: number,
  most: { names: number; title: number },
  detail: Detail,
  style: FigureStyle,
): AxisPlan {
  const { smallSize, fontSize, measure } = style;
  const found =
    axis.scale.bands === undefined
      ? numberLabels(axis, side, length, style)
      : bandLabels(axis.scale, side, length, most.names, style);
  const laid = detail === 'nothing' ? { ...found, labels: [], minor: [], notes: [] } : found;
  const { labels, size, upright } = laid;
  const widths = labels.map(({ text }) => measure(text, size, 'regular'));
  const endwise = upright === (side === 'bottom');
  const across = endwise ? Math.max(...widths, 0) : CAP_HEIGHT * size;
  const half = (k: number): number => (endwise ? CAP_HEIGHT * size : widths[k]) / 2;
  const tick = axis.scale.bands === undefined ? TICK * smallSize : 0;
  const toLabel = tick + TO_LABEL * size;
  const title = detail === 'all' ? titleOf(axis.titles, most.title, style) : '';
  return {
    ...laid,
    side,
    tick,
    toLabel,
    title,
    thickness:
      (labels.length > 0 ? toLabel + across : tick) +
      (title ? (TO_TITLE + 0.85 * LINE_HEIGHT) * fontSize : 0),
    before: Math.max(...labels.map(({ at }, k) => half(k) - at * length), 0),
    after: Math.max(...labels.map(({ at }, k) => half(k) - (1 - at) * length), 0),
  };
}

function titleOf(titles: readonly string[], length: number, style: FigureStyle): string {
  const { fontSize, measure } = style;
  const fits = titles.find((title) => measure(title, fontSize, 'regular') <= length);
  if (fits !== undefined) return fits;
  const last = titles.at(-1);
  return last ? shortenText(last, length, fontSize, 'regular', measure) : '';
}
