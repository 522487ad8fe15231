import type { DrawingNode, Rectangle } from '../../drawing/nodes.ts';
import { layOutChart, type Chart } from '../../parts/axes/chart.ts';
import { bandScale, linearScale, reversed } from '../../parts/axes/scale.ts';
import { BAND, bar, barBox, besideBar } from '../../parts/bars.ts';
import { below } from '../../parts/framed.ts';
import type { FigureStyle } from '../../style.ts';

/** A bar in a row of its own, from 0 to its value. */
export interface Row {
  label: string;
  color: string;
  /** Null where there is none. */
  value: number | null;
  /** The value as it is written. */
  text: string;
}

export interface RowsChart {
  chart: Chart;
  bars: DrawingNode[];
}

/** From the axis’ end to the values, by the size of letters. */
const GAP = 0.6;
/** Values take no more than this share of the width. */
const MOST = 0.25;
/** Room above the bars for what is said of a line across them, by the size of letters. */
const HEAD = 1.4;

/** The height in points that suits so many rows, their axis and a line of text above them. */
export function rowsHeight(rows: number, { fontSize }: FigureStyle): number {
  return (rows * BAND + HEAD + 3) * fontSize;
}

/**
 * Bars in rows from 0, with their values in a column at the right.
 *
 * @param range of the axis, which holds 0
 */
export function layOutRows(
  rows: readonly Row[],
  range: readonly [number, number],
  titles: readonly string[],
  frame: Rectangle,
  style: FigureStyle,
): RowsChart {
  const { smallSize, measure } = style;
  const widest = Math.max(...rows.map(({ text }) => measure(text, smallSize, 'regular')));
  const column = widest + GAP * smallSize;
  const inner = below(frame, HEAD * smallSize);
  const written = column <= MOST * frame.width;
  const chart = layOutChart(
    { ...inner, width: inner.width - (written ? column : 0) },
    {
      x: { scale: linearScale(...range), titles },
      y: { scale: reversed(bandScale(rows.map(({ label }) => label))), titles: [] },
    },
    style,
  );
  const { size } = chart.y;
  const stride = Math.max(Math.ceil((1.05 * size * rows.length) / chart.area.height - 1e-9), 1);
  const right = chart.area.x + chart.area.width + GAP * smallSize + widest;
  const bars = rows.flatMap(({ value, color, text }, place): DrawingNode[] => {
    const box = barBox(chart, 'horizontal', place, [0, value ?? 0], rows.length);
    const number = besideBar(text, right, box.y + box.height / 2, 'end', size, style);
    return [
      ...(box.width > 0 ? [bar(box, color)] : []),
      ...(written && place % stride === 0 ? [number] : []),
    ];
  });
  return { chart, bars };
}
