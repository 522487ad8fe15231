import type { FigureStyle } from '../../style.ts';
import { shortenMiddle } from '../text.ts';
import type { Axis, Side } from './axis.ts';
import type { Scale, Tick } from './scale.ts';

/** What is written along an axis. */
export interface AxisLabels {
  /** `at`: share of the axis from its low end. */
  labels: { at: number; text: string }[];
  /** Of their letters, in points. */
  size: number;
  /** Whether they read upwards. */
  upright: boolean;
  /** Ticks without a label. */
  minor: number[];
  notes: string[];
}

/** By the size of letters: room between numbers beside each other, and between the middles of those above each other. */
const BESIDE = 0.9;
const ABOVE = 1.5;
const MOST_NUMBERS = 6;
/** Categories’ names are not made smaller than this share of the usual size; then some are left out. */
const SMALLEST = 0.72;

/** As many round numbers as stand beside each other with some room between. */
export function numberLabels(
  { scale, ticks }: Axis,
  side: Side,
  length: number,
  { smallSize: size, measure }: FigureStyle,
): AxisLabels {
  type Label = AxisLabels['labels'][number];
  const extent = ({ text }: Label): number =>
    side === 'bottom' ? measure(text, size, 'regular') + BESIDE * size : ABOVE * size;
  const apart = (a: Label, b: Label): boolean =>
    Math.abs(a.at - b.at) * length >= (extent(a) + extent(b)) / 2;
  const labelsFor = (count: number): Label[] =>
    (ticks ?? scale.ticks(count)).map(({ value, label }: Tick) => ({ at: scale.place(value), text: label }));
  const fits = (count: number): boolean => {
    const list = labelsFor(count);
    return list.length > 1 && list.every((one, k) => k === 0 || apart(one, list[k - 1]));
  };
  const suits = Math.floor(length / (side === 'bottom' ? 5 * size : 2.8 * size));
  const most = Math.min(Math.max(suits, 3), MOST_NUMBERS);
  // Fewer than suit where those do not fit; where round numbers are so sparse that there are not even two, more.
  const counts = Array.from({ length: 2 * MOST_NUMBERS }, (_, k) => (k < most ? most - k : k + 1));
  const count = counts.find(fits) ?? most;
  const labels: Label[] = [];
  for (const one of labelsFor(count)) {
    const last = labels.at(-1);
    if (!last || apart(one, last)) labels.push(one);
  }
  const minor = scale.minor(count).map((value) => scale.place(value));
  return { labels, size, upright: false, minor, notes: [] };
}

/**
 * The names of categories: as they are where they fit, else smaller, then with some left out; under an axis they are turned where they
 * are wider than their bands.
 */
export function bandLabels(
  scale: Scale,
  side: Side,
  length: number,
  most: number,
  { smallSize, measure }: FigureStyle,
): AxisLabels {
  const all = scale.ticks(0);
  const step = length / Math.max(all.length, 1);
  const level =
    side === 'bottom' &&
    all.every(({ label }) => measure(label, smallSize, 'regular') <= step - 0.5 * smallSize);
  const size = level ? smallSize : Math.max(Math.min(smallSize, step / 1.1), SMALLEST * smallSize);
  const stride = level ? 1 : Math.max(Math.ceil((1.05 * size) / step - 1e-9), 1);
  const shown = all.filter((_, i) => i % stride === 0);
  return {
    labels: shown.map(({ value, label }) => ({
      at: scale.place(value),
      text: level ? label : shortenMiddle(label, most, size, 'regular', measure),
    })),
    size,
    upright: side === 'bottom' && !level,
    minor: [],
    notes:
      stride > 1
        ? [`Only ${shown.length} of ${all.length} names have room; make the panel larger to see all.`]
        : [],
  };
}
