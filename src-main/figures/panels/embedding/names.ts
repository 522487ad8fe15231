import { spreadLabels, type PlacedLabel } from '../../../../src-worker/drawing/labelLayout.ts';
import type { DrawingNode, Rectangle } from '../../drawing/nodes.ts';
import { CAP_HEIGHT, LINE_HEIGHT, SMALLEST, type FigureStyle } from '../../style.ts';
import type { EmbeddingData } from './data.ts';
import { project, type Projection } from './projection.ts';

const HALO_OPACITY = 0.85;
/** Height of a name with the gap to the next, by the size of letters. */
const LINE = 1.1;

/**
 * The clusters' names at their places, moved apart where they would cover each other, and kept within the plot. Where that does not part
 * them they are written smaller, and then the later ones of those that cover each other are left out.
 */
export function nameNodes(
  { names }: EmbeddingData,
  projection: Projection,
  style: FigureStyle,
): { nodes: DrawingNode[]; left: number } {
  const { plot } = projection;
  const places = project(
    projection,
    names.flatMap(({ x, y }) => [x, y]),
  );
  const inSight = names
    .map(({ text }, k) => ({ text, x: places[2 * k], y: places[2 * k + 1] }))
    .filter(
      ({ x, y }) => x >= plot.x && x <= plot.x + plot.width && y >= plot.y && y <= plot.y + plot.height,
    );
  const sizes = [...new Set([style.smallSize, Math.min(SMALLEST, style.smallSize)])];
  const tries = sizes.map((size) => parted(inSight, size, plot, style));
  const { size, labels } =
    tries.find((one) => one.labels.length === inSight.length) ?? tries[tries.length - 1];
  const children = labels.map(({ text, x, y }): DrawingNode => ({
    kind: 'text',
    text,
    x,
    y: y + (CAP_HEIGHT * size) / 2,
    size,
    style: 'bold',
    anchor: 'middle',
    ink: { color: style.text, opacity: 1 },
    halo: { color: style.ground, opacity: HALO_OPACITY, width: 0.13 * size },
  }));
  return {
    nodes: children.length === 0 ? [] : [{ kind: 'group', name: 'names', children }],
    left: inSight.length - labels.length,
  };
}

/** The names that find room in that size, at their places. */
function parted(
  names: readonly PlacedLabel[],
  size: number,
  plot: Rectangle,
  style: FigureStyle,
): { size: number; labels: PlacedLabel[] } {
  const widthOf = (text: string): number => style.measure(text, size, 'bold');
  const within = names.map((label) => ({
    ...label,
    x: kept(label.x, widthOf(label.text) / 2, plot.x, plot.width),
  }));
  const spread = spreadLabels(within, { line: LINE * size, widthOf }).map((label) => ({
    ...label,
    y: kept(label.y, (LINE_HEIGHT * size) / 2, plot.y, plot.height),
  }));
  const labels: PlacedLabel[] = [];
  for (const label of spread) {
    const covers = (other: PlacedLabel): boolean =>
      Math.abs(other.y - label.y) < 0.8 * size &&
      Math.abs(other.x - label.x) < (widthOf(other.text) + widthOf(label.text)) / 2;
    if (!labels.some(covers)) labels.push(label);
  }
  return { size, labels };
}

/** The middle of something that reaches half as far, moved so that it does not reach beyond. */
function kept(middle: number, half: number, from: number, length: number): number {
  return length < 2 * half
    ? from + length / 2
    : Math.min(Math.max(middle, from + half), from + length - half);
}
