import { spreadLabels } from '../../../../src-worker/drawing/labelLayout.ts';
import type { DrawingNode } from '../../drawing/nodes.ts';
import { CAP_HEIGHT, LINE_HEIGHT, type FigureStyle } from '../../style.ts';
import type { EmbeddingData } from './data.ts';
import { project, type Projection } from './projection.ts';

const HALO_OPACITY = 0.85;

/** The clusters' names at their places, moved apart where they would cover each other, and kept within the plot. */
export function nameNodes(
  { names }: EmbeddingData,
  projection: Projection,
  style: FigureStyle,
): DrawingNode[] {
  const { plot } = projection;
  const size = style.smallSize;
  const widthOf = (text: string): number => style.measure(text, size, 'bold');
  const places = project(
    projection,
    names.flatMap(({ x, y }) => [x, y]),
  );
  const inSight = names
    .map(({ text }, k) => ({ text, x: places[2 * k], y: places[2 * k + 1] }))
    .filter(({ x, y }) => x >= plot.x && x <= plot.x + plot.width && y >= plot.y && y <= plot.y + plot.height)
    .map((label) => ({ ...label, x: within(label.x, widthOf(label.text) / 2, plot.x, plot.width) }));
  const spread = spreadLabels(inSight, { line: 1.1 * size, widthOf });
  const children = spread.map(({ text, x, y }): DrawingNode => ({
    kind: 'text',
    text,
    x,
    y: within(y, (LINE_HEIGHT * size) / 2, plot.y, plot.height) + (CAP_HEIGHT * size) / 2,
    size,
    style: 'bold',
    anchor: 'middle',
    ink: { color: style.text, opacity: 1 },
    halo: { color: style.ground, opacity: HALO_OPACITY, width: 0.13 * size },
  }));
  return children.length === 0 ? [] : [{ kind: 'group', name: 'names', children }];
}

/** The middle of something that reaches half as far, moved so that it does not reach beyond. */
function within(middle: number, half: number, from: number, length: number): number {
  return length < 2 * half
    ? from + length / 2
    : Math.min(Math.max(middle, from + half), from + length - half);
}
