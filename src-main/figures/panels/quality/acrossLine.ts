import type { DrawingNode, Rectangle } from '../../drawing/nodes.ts';
import { segments } from '../../parts/marks.ts';
import type { FigureStyle } from '../../style.ts';

/** A dashed line from the bottom of a chart's area to its top, with what it is above it. */
export function acrossLine(
  text: string,
  x: number,
  area: Rectangle,
  frame: Rectangle,
  style: FigureStyle,
): DrawingNode[] {
  const { smallSize: size, measure, lineWidth } = style;
  const half = measure(text, size, 'regular') / 2;
  const middle = Math.max(Math.min(x, frame.x + frame.width - half), frame.x + half);
  const stroke = {
    color: style.text,
    opacity: 1,
    width: 1.2 * lineWidth,
    dash: [4 * lineWidth, 4 * lineWidth],
    cap: 'butt',
  } as const;
  const fits = 2 * half <= frame.width;
  return [
    segments([x, area.y + area.height, x, area.y], stroke),
    ...(fits
      ? [
          {
            kind: 'text',
            text,
            x: middle,
            y: area.y - 0.4 * size,
            size,
            style: 'regular',
            anchor: 'middle',
            ink: { color: style.text, opacity: 1 },
          } as const,
        ]
      : []),
  ];
}
