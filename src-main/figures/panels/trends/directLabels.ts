import type { DrawingNode, Rectangle, TextNode } from '../../drawing/nodes.ts';
import type { Chart } from '../../parts/axes/chart.ts';
import { segments } from '../../parts/marks.ts';
import { CAP_HEIGHT, LINE_HEIGHT, type FigureStyle } from '../../style.ts';
import type { TrendLine } from './facets.ts';

/** From a line's end to its name, by the size of letters. */
const LEADER = 1.3;
/** Names take no more than this share of the width. */
const MOST = 0.3;

/** The width that names at the lines' ends take; undefined where they have no room and a legend is needed. */
export function directRoom(
  lines: readonly TrendLine[],
  frame: Rectangle,
  { smallSize: size, measure }: FigureStyle,
): number | undefined {
  const widest = Math.max(
    ...lines.map(({ label, italic }) => measure(label, size, italic ? 'italic' : 'regular')),
  );
  const width = widest + LEADER * size;
  const fits = width <= MOST * frame.width && lines.length * LINE_HEIGHT * size <= 0.8 * frame.height;
  return fits ? width : undefined;
}

/** Each line's name at its end, moved up or down so that names stay apart, with a short line that leads to it. */
export function directLabels(lines: readonly TrendLine[], chart: Chart, style: FigureStyle): DrawingNode[] {
  const { area, toX, toY } = chart;
  const { smallSize: size } = style;
  const ends = lines.flatMap((line) => {
    const last = line.mean.findLastIndex((value) => Number.isFinite(value));
    return last < 0 ? [] : [{ line, x: toX(line.at[last]), y: toY(line.mean[last]) }];
  });
  ends.sort((a, b) => a.y - b.y);
  const step = LINE_HEIGHT * size;
  const half = step / 2;
  const places = spread(
    ends.map(({ y }) => y),
    step,
    [area.y + half, area.y + area.height - half],
  );
  const right = area.x + area.width;
  return ends.flatMap(({ line, x, y }, k): DrawingNode[] => {
    const stroke = { color: line.color, opacity: 1, width: 1.2 * style.lineWidth };
    const inner = Math.min(x, right);
    const name: TextNode = {
      kind: 'text',
      text: line.label,
      x: right + LEADER * size,
      y: places[k] + 0.5 * CAP_HEIGHT * size,
      size,
      style: line.italic ? 'italic' : 'regular',
      anchor: 'start',
      ink: { color: style.text, opacity: 1 },
    };
    const bend = right + 0.2 * size;
    const end = right + (LEADER - 0.3) * size;
    return [segments([inner, y, bend, y, bend, y, end, places[k]], stroke), name];
  });
}

/** Ascending places at least `step` apart and within the ends, as near to the wanted ones as can be. */
function spread(wanted: readonly number[], step: number, [low, high]: [number, number]): number[] {
  // Names that touch become a block around the mean of what they want; blocks that touch are joined.
  const blocks: { places: number[] }[] = [];
  const start = ({ places }: { places: number[] }): number => {
    const mean = places.reduce((sum, place) => sum + place, 0) / places.length;
    const length = (places.length - 1) * step;
    return Math.max(Math.min(mean - length / 2, high - length), low);
  };
  for (const place of wanted) {
    let block = { places: [place] };
    for (;;) {
      const before = blocks.at(-1);
      if (!before || start(before) + before.places.length * step <= start(block)) break;
      blocks.pop();
      block = { places: [...before.places, ...block.places] };
    }
    blocks.push(block);
  }
  return blocks.flatMap((block) => block.places.map((_, k) => start(block) + k * step));
}
