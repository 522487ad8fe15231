import { formatStep } from '../../../../src-worker/drawing/format.ts';
import { niceTicks } from '../../../../src-worker/drawing/ticks.ts';

export interface Tick {
  value: number;
  label: string;
}

/** How values lie along an axis. */
export interface Scale {
  /** Where a value lies between the low end (0) and the high end (1), or beyond; NaN where it has no place. */
  place(value: number): number;
  /** About `count` labelled ticks. */
  ticks(count: number): Tick[];
  /** Values of the short ticks between those. */
  minor(count: number): number[];
  /** How many categories there are, where it is a scale of such: each has a band, its middle is at its number plus a half. */
  bands?: number;
}

/** An even scale from `low` to `high`, which become a range of 1 where they are equal. */
export function linearScale(low: number, high: number): Scale {
  const [from, to] = widened(low, high);
  return {
    place: (value) => (value - from) / (to - from),
    ticks(count) {
      const values = niceTicks(from, to, count);
      const step = values.length > 1 ? values[1] - values[0] : to - from;
      return values.map((value) => ({ value, label: formatStep(value, step) }));
    },
    minor: () => [],
  };
}

/** A logarithmic scale between two numbers above 0; numbers that are not above 0 have no place. */
export function logScale(low: number, high: number): Scale {
  const [from, to] =
    high > low ? [Math.log10(low), Math.log10(high)] : widened(Math.log10(low), Math.log10(low));
  const decades = range(Math.ceil(from - 1e-9), Math.floor(to + 1e-9));
  const within = (value: number): boolean =>
    Math.log10(value) >= from - 1e-9 && Math.log10(value) <= to + 1e-9;
  const strideFor = (count: number): number => Math.ceil(decades.length / Math.max(count, 1));
  return {
    place: (value) => (value > 0 ? (Math.log10(value) - from) / (to - from) : Number.NaN),
    ticks(count) {
      if (decades.length >= 3 || (decades.length === 2 && count <= 2)) {
        const shown = decades.filter((exponent) => exponent % strideFor(count) === 0);
        const plain = shown.every((exponent) => exponent >= -3 && exponent <= 4);
        return shown.map((exponent) => ({
          value: 10 ** exponent,
          label: plain ? plainPower(exponent) : `10${raised(exponent)}`,
        }));
      }
      const fine = range(Math.floor(from), Math.ceil(to))
        .flatMap((exponent) => [1, 2, 5].map((digit) => Number(`${digit}e${exponent}`)))
        .filter(within);
      if (fine.length >= 2) return fine.map((value) => ({ value, label: plainNumber(value) }));
      return linearScale(10 ** from, 10 ** to).ticks(count);
    },
    minor(count) {
      if (strideFor(count) > 1) return decades.map((exponent) => 10 ** exponent);
      if (to - from > 6) return [];
      return range(Math.floor(from), Math.ceil(to))
        .flatMap((exponent) => [2, 3, 4, 5, 6, 7, 8, 9].map((digit) => digit * 10 ** exponent))
        .filter(within);
    },
  };
}

/** One band a category, the first at the low end. */
export function bandScale(labels: readonly string[]): Scale {
  return {
    place: (value) => value / Math.max(labels.length, 1),
    ticks: () => labels.map((label, i) => ({ value: i + 0.5, label })),
    minor: () => [],
    bands: labels.length,
  };
}

/** The same scale from its high end to its low one. */
export function reversed(scale: Scale): Scale {
  return { ...scale, place: (value) => 1 - scale.place(value) };
}

function widened(low: number, high: number): [number, number] {
  return high > low ? [low, high] : [low - 0.5, low + 0.5];
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(to - from + 1, 0) }, (_, i) => from + i);
}

function plainPower(exponent: number): string {
  return exponent < 0 ? `0.${'0'.repeat(-exponent - 1)}1` : `1${'0'.repeat(exponent)}`;
}

/** One digit and its power of ten. */
function plainNumber(value: number): string {
  const [digit, exponent] = value.toExponential(0).split('e').map(Number);
  if (exponent >= -3 && exponent <= 4) return value.toFixed(Math.max(-exponent, 0));
  return `${digit}×10${raised(exponent)}`;
}

function raised(exponent: number): string {
  return [...String(exponent)]
    .map((letter) => (letter === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(letter)]))
    .join('');
}
