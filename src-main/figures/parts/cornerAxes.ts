import type { DrawingNode, PathCommand, Rectangle } from '../drawing/nodes.ts';
import { CAP_HEIGHT, type FigureStyle } from '../style.ts';
import { rectangle, segments } from './marks.ts';

export type EmbeddingAxes = 'corner' | 'box' | 'none';

/** Lengths by the size of letters: of the arrows at least, of their heads, of room for a name beside an arrow. */
const ARROW = 4;
const HEAD = 0.55;
const ROOM = 1.35;

/**
 * The axes of an embedding, whose units mean nothing: two short arrows in the lower left corner, or a frame, with the axes' names beside
 * them; the plot has what is left.
 */
export function placeEmbeddingAxes(
  frame: Rectangle,
  axes: EmbeddingAxes,
  [horizontal, vertical]: readonly [string, string],
  style: FigureStyle,
): { plot: Rectangle; nodes: DrawingNode[] } {
  if (axes === 'none') return { plot: frame, nodes: [] };
  const { smallSize: size } = style;
  const room = axesRoom(axes, style);
  const plot = { x: frame.x + room, y: frame.y, width: frame.width - room, height: frame.height - room };
  const bottom = plot.y + plot.height;
  const stroke = { color: style.line, opacity: 1, width: style.lineWidth };
  const wide = Math.max(ARROW * size, style.measure(horizontal, size, 'regular'));
  const high = Math.max(ARROW * size, style.measure(vertical, size, 'regular'));
  const box = axes === 'box';
  const lines: DrawingNode[] = box
    ? [{ kind: 'shape', commands: rectangle(plot), stroke }]
    : [
        segments([plot.x, bottom, plot.x + wide - HEAD * size, bottom], stroke),
        segments([plot.x, bottom, plot.x, bottom - high + HEAD * size], stroke),
        {
          kind: 'shape',
          commands: heads(plot.x, bottom, wide, high, HEAD * size),
          fill: { color: style.line, opacity: 1 },
        },
      ];
  const ink = { color: style.text, opacity: 1 };
  const text = { kind: 'text', size, style: 'regular', anchor: 'middle', ink } as const;
  const across = plot.x + (box ? plot.width : wide) / 2;
  const along = box ? plot.y + plot.height / 2 : bottom - high / 2;
  const nodes: DrawingNode[] = [
    ...lines,
    { ...text, text: horizontal, x: across, y: bottom + 0.45 * size + CAP_HEIGHT * size },
    { ...text, text: vertical, x: plot.x - 0.45 * size, y: along, rotate: -90 },
  ];
  return { plot, nodes: [{ kind: 'group', name: 'axes', children: nodes }] };
}

/** How much of a frame's width and height the axes take. */
export function axesRoom(axes: EmbeddingAxes, style: FigureStyle): number {
  return axes === 'none' ? 0 : ROOM * style.smallSize;
}

/** What the axes of an embedding are called: “UMAP 1” and “UMAP 2”. */
export function axisNames(embedding: string): [string, string] {
  const name = embedding.replace(/, components 1 and 2$/, '').replace(/ of the file$/, '');
  const short = name === 'PCA' ? 'PC' : name;
  return [`${short} 1`, `${short} 2`];
}

/** Two heads, at the right end of the one arrow and at the upper end of the other. */
function heads(x: number, y: number, wide: number, high: number, length: number): PathCommand[] {
  const half = 0.4 * length;
  return [
    ['M', x + wide, y],
    ['L', x + wide - length, y - half],
    ['L', x + wide - length, y + half],
    ['Z'],
    ['M', x, y - high],
    ['L', x - half, y - high + length],
    ['L', x + half, y - high + length],
    ['Z'],
  ];
}
