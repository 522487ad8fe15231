import { formatStep } from '../../../src-worker/drawing/format.ts';
import { niceTicks } from '../../../src-worker/drawing/ticks.ts';
import type { DrawingNode } from '../drawing/nodes.ts';
import { CAP_HEIGHT, LINE_HEIGHT, type FigureStyle } from '../style.ts';
import type { LegendBlock, NumbersLegend } from './legend.ts';
import { titleBlock } from './legendTitle.ts';
import { segments } from './marks.ts';

/** Length and breadth of the bar and length of its ticks, by the size of letters. */
const LENGTH = 11;
const BREADTH = 1;
/** A bar shorter than this by its breadth says nothing. */
const LEAST = 3;
const TICK = 0.3;
/** Ticks: about the first many, or more where so few are round numbers that they tell nothing. */
const TICKS = [4, 5, 6, 8];
const FEWEST = 3;

/**
 * A colour bar with its title, and ticks at round numbers: upright at the right of a plot, lying under it.
 *
 * @param room in points
 */
export function colorBar(
  legend: NumbersLegend,
  place: 'right' | 'bottom',
  room: { width: number; height: number },
  style: FigureStyle,
): LegendBlock {
  const { smallSize: size, measure } = style;
  const { stops, range } = legend;
  const upright = place === 'right';
  const title = titleBlock(legend, room.width, style);
  const ticks = ticksOf(range);
  const widest = Math.max(...ticks.map(({ text }) => measure(text, size, 'regular')));
  const length = Math.min(LENGTH * size, upright ? room.height - title.height - size : room.width - widest);
  const breadth = BREADTH * size;
  const tick = TICK * size;
  const gap = tick + 0.3 * size;
  // Labels of the bar's ends reach beyond it.
  const beyond = upright ? 0.5 * CAP_HEIGHT * size : widest / 2;
  const width = upright
    ? Math.max(breadth + gap + widest, title.width)
    : Math.max(length + 2 * beyond, title.width);
  const height = upright
    ? title.height + length + 2 * beyond
    : title.height + breadth + gap + LINE_HEIGHT * size;
  return {
    width,
    height,
    left: length < LEAST * breadth ? 1 : 0,
    draw(x, y) {
      const ink = { color: style.text, opacity: 1 };
      const top = y + title.height + (upright ? beyond : 0);
      const start = upright ? x : x + (width - length) / 2;
      const bar = upright
        ? { x: start, y: top, width: breadth, height: length }
        : { x: start, y: top, width: length, height: breadth };
      const nodes: DrawingNode[] = [
        ...(upright ? title.draw(x, y) : title.draw(x + width / 2, y, 'middle')),
        { kind: 'ramp', ...bar, stops, direction: upright ? 'up' : 'right' },
      ];
      const lines: number[] = [];
      for (const { at, text } of ticks) {
        const along = upright ? bar.y + (1 - at) * length : bar.x + at * length;
        const across = upright ? bar.x + breadth : bar.y + breadth;
        lines.push(
          ...(upright ? [across, along, across + tick, along] : [along, across, along, across + tick]),
        );
        const place = upright
          ? { x: across + gap, y: along + beyond, anchor: 'start' as const }
          : { x: along, y: across + gap + CAP_HEIGHT * size, anchor: 'middle' as const };
        nodes.push({ kind: 'text', text, ...place, size, style: 'regular', ink });
      }
      const stroke = { color: style.line, opacity: 1, width: style.lineWidth, cap: 'butt' } as const;
      return [...nodes, segments(lines, stroke)];
    },
  };
}

/** Ticks as shares of the bar, with what is written at each. */
function ticksOf([low, high]: readonly [number, number]): { at: number; text: string }[] {
  const tries = TICKS.map((count) => niceTicks(low, high, count));
  const values = tries.find(({ length }) => length >= FEWEST) ?? tries[0];
  const step = values.length > 1 ? values[1] - values[0] : Math.abs(high - low) || 1;
  return values.map((value) => ({
    at: high > low ? (value - low) / (high - low) : 0.5,
    text: formatStep(value, step),
  }));
}
