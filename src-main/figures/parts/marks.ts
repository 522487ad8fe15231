import type { DrawingNode, PathCommand, Rectangle, ShapeNode, Stroke } from '../drawing/nodes.ts';
import type { FigureStyle } from '../style.ts';

/** How far the handles of a quarter circle's Bézier curve lie from its ends, by its radius. */
const HANDLE = 0.5523;

/** The path of a disc. */
export function disc(x: number, y: number, radius: number): PathCommand[] {
  const r = radius;
  const h = HANDLE * radius;
  return [
    ['M', x + r, y],
    ['C', x + r, y + h, x + h, y + r, x, y + r],
    ['C', x - h, y + r, x - r, y + h, x - r, y],
    ['C', x - r, y - h, x - h, y - r, x, y - r],
    ['C', x + h, y - r, x + r, y - h, x + r, y],
    ['Z'],
  ];
}

/** The path of a rectangle. */
export function rectangle({ x, y, width, height }: Rectangle): PathCommand[] {
  return [['M', x, y], ['L', x + width, y], ['L', x + width, y + height], ['L', x, y + height], ['Z']];
}

/** Straight lines between pairs of points (x1, y1, x2, y2 …). */
export function segments(points: readonly number[], stroke: Stroke): DrawingNode {
  const offsets = Uint32Array.from({ length: points.length / 4 + 1 }, (_, k) => 2 * k);
  return { kind: 'lines', points: Float32Array.from(points), offsets, stroke };
}

/** What stands before a label in a legend, in a square of about the letters' size whose left middle is (x, y). */
export function legendMark(
  mark: 'dot' | 'square' | 'line',
  x: number,
  y: number,
  size: number,
  color: string,
  style: FigureStyle,
): DrawingNode {
  const fill = { color, opacity: 1 };
  const side = 0.8 * size;
  if (mark === 'line')
    return segments([x, y, x + side, y], { ...fill, width: 2 * style.lineWidth, cap: 'butt' });
  const commands =
    mark === 'dot'
      ? disc(x + side / 2, y, 0.36 * size)
      : rectangle({ x, y: y - side / 2, width: side, height: side });
  return { kind: 'shape', commands, fill } satisfies ShapeNode;
}
