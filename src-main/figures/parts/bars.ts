import type { DrawingNode, Rectangle, TextNode } from '../drawing/nodes.ts';
import { CAP_HEIGHT, type FigureStyle } from '../style.ts';
import type { Chart } from './axes/chart.ts';
import { rectangle } from './marks.ts';

/** How much of its band a bar takes. */
const SHARE = 0.72;
/** Height of a band that suits a bar in a row, by the size of letters. */
export const BAND = 1.75;

export type BarDirection = 'horizontal' | 'vertical';

/** The bar of a category between two values. */
export function barBox(
  { area, toX, toY, x, y }: Chart,
  direction: BarDirection,
  place: number,
  values: readonly [number, number],
  bands: number,
): Rectangle {
  const horizontal = direction === 'horizontal';
  const step = (horizontal ? area.height : area.width) / bands;
  const middle = horizontal ? toY(place + 0.5) : toX(place + 0.5);
  const breadth = Math.min(SHARE * step, 2.2 * (horizontal ? y : x).size);
  const [from, to] = values.map(horizontal ? toX : toY).sort((a, b) => a - b);
  return horizontal
    ? { x: from, y: middle - breadth / 2, width: to - from, height: breadth }
    : { x: middle - breadth / 2, y: from, width: breadth, height: to - from };
}

export function bar(box: Rectangle, color: string, opacity = 1): DrawingNode {
  return { kind: 'shape', commands: rectangle(box), fill: { color, opacity } };
}

/** A number beside a bar, on the height of its middle. */
export function besideBar(
  text: string,
  x: number,
  middle: number,
  anchor: TextNode['anchor'],
  size: number,
  style: FigureStyle,
): TextNode {
  return {
    kind: 'text',
    text,
    x,
    y: middle + 0.5 * CAP_HEIGHT * size,
    size,
    style: 'regular',
    anchor,
    ink: { color: style.muted, opacity: 1 },
  };
}
