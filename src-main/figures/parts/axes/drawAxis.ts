import type { DrawingNode, Rectangle, TextNode } from '../../drawing/nodes.ts';
import { CAP_HEIGHT, type FigureStyle } from '../../style.ts';
import { segments } from '../marks.ts';
import type { AxisPlan } from './axis.ts';

/** An axis' line with its ticks, labels and title, which may be longer than the axis but stays in the frame. */
export function drawAxis(
  plan: AxisPlan,
  area: Rectangle,
  frame: Rectangle,
  style: FigureStyle,
): DrawingNode[] {
  const { side, labels, minor, tick, title, thickness } = plan;
  const bottom = side === 'bottom';
  const base = area.y + area.height;
  const along = (at: number): number => (bottom ? area.x + at * area.width : base - at * area.height);
  const mark = (at: number, length: number): number[] =>
    bottom ? [along(at), base, along(at), base + length] : [area.x - length, along(at), area.x, along(at)];
  // The line's ends cover half of the other axis' line, so that they meet in a corner.
  const half = style.lineWidth / 2;
  const line = bottom
    ? [area.x - half, base, area.x + area.width, base]
    : [area.x, area.y, area.x, base + half];
  const stroke = { color: style.line, opacity: 1, width: style.lineWidth, cap: 'butt' } as const;
  const nodes: DrawingNode[] = [
    segments([...line, ...(tick > 0 ? labels.flatMap(({ at }) => mark(at, tick)) : [])], stroke),
  ];
  if (minor.length > 0)
    nodes.push(
      segments(
        minor.flatMap((at) => mark(at, 0.6 * tick)),
        { ...stroke, width: 0.8 * style.lineWidth },
      ),
    );
  nodes.push(...labels.map(({ at, text }) => labelAt(plan, text, along(at), area, style)));
  if (title) nodes.push(titleAt(title, side, thickness, area, frame, style));
  return nodes;
}

function labelAt(plan: AxisPlan, text: string, at: number, area: Rectangle, style: FigureStyle): TextNode {
  const { side, size, upright, toLabel } = plan;
  const common = {
    kind: 'text',
    text,
    size,
    style: 'regular',
    ink: { color: style.text, opacity: 1 },
  } as const;
  const middle = 0.5 * CAP_HEIGHT * size;
  if (side === 'left') return { ...common, x: area.x - toLabel, y: at + middle, anchor: 'end' };
  const edge = area.y + area.height + toLabel;
  return upright
    ? { ...common, x: at + middle, y: edge, anchor: 'end', rotate: -90 }
    : { ...common, x: at, y: edge + CAP_HEIGHT * size, anchor: 'middle' };
}

function titleAt(
  text: string,
  side: 'bottom' | 'left',
  thickness: number,
  area: Rectangle,
  frame: Rectangle,
  style: FigureStyle,
): TextNode {
  const { fontSize } = style;
  const common = {
    kind: 'text',
    text,
    size: fontSize,
    style: 'regular',
    anchor: 'middle',
    ink: { color: style.text, opacity: 1 },
  } as const;
  const half = style.measure(text, fontSize, 'regular') / 2;
  const between = (middle: number, low: number, high: number): number =>
    Math.max(Math.min(middle, high - half), low + half);
  const base = area.y + area.height;
  // Letters that reach below the line, as y and p, stay within the axis' room.
  return side === 'bottom'
    ? {
        ...common,
        x: between(area.x + area.width / 2, frame.x, frame.x + frame.width),
        y: base + thickness - 0.22 * fontSize,
      }
    : {
        ...common,
        x: area.x - thickness + CAP_HEIGHT * fontSize,
        y: between(area.y + area.height / 2, frame.y, base),
        rotate: -90,
      };
}
