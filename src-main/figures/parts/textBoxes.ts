import type { DrawingNode, Rectangle, TextNode } from '../drawing/nodes.ts';
import { CAP_HEIGHT, styleOf, type FigureStyle, type MeasureText } from '../style.ts';

/** Letters of about Arial’s mean width, for tests that need no fonts. */
export const plainMeasure: MeasureText = (text, size) => 0.53 * size * text.length;

/** The looks of a figure, for tests. */
export function plainStyle(fontSize = 7, theme: 'light' | 'dark' = 'light'): FigureStyle {
  return styleOf({ theme, fontSize, lineWidth: 0.5, rasterizeAbove: 20_000 }, plainMeasure);
}

/** All texts among marks. */
export function textsOf(nodes: readonly DrawingNode[]): TextNode[] {
  return nodes.flatMap((node) =>
    node.kind === 'group' ? textsOf(node.children) : node.kind === 'text' ? [node] : [],
  );
}

/** All marks of one kind, those within groups included. */
export function marksOf<K extends DrawingNode['kind']>(
  nodes: readonly DrawingNode[],
  kind: K,
): Extract<DrawingNode, { kind: K }>[] {
  return nodes.flatMap((node) => [
    ...(node.kind === kind ? [node as Extract<DrawingNode, { kind: K }>] : []),
    ...(node.kind === 'group' ? marksOf(node.children, kind) : []),
  ]);
}

/** The room that capitals of a text take, level or turned upwards. */
export function boxOf(
  { text, size, style, anchor, rotate, x, y }: TextNode,
  measure = plainMeasure,
): Rectangle {
  const width = measure(text, size, style);
  const start = anchor === 'middle' ? -width / 2 : anchor === 'end' ? -width : 0;
  const height = CAP_HEIGHT * size;
  return rotate === -90
    ? { x: x - height, y: y - start - width, width: height, height: width }
    : { x: x + start, y: y - height, width, height };
}

/** What is wrong with texts: those beyond the frame, and those that cover each other; nothing where all is well. */
export function crowdedTexts(
  nodes: readonly DrawingNode[],
  frame: Rectangle,
  measure = plainMeasure,
): string[] {
  const placed = textsOf(nodes).map((node) => ({ text: node.text, box: boxOf(node, measure) }));
  const slack = 0.02;
  return placed.flatMap(({ text, box }, k) => [
    ...(box.x < frame.x - slack ||
    box.y < frame.y - slack ||
    box.x + box.width > frame.x + frame.width + slack ||
    box.y + box.height > frame.y + frame.height + slack
      ? [`“${text}” is beyond the frame`]
      : []),
    ...placed
      .slice(k + 1)
      .filter(
        ({ box: other }) =>
          box.x + box.width > other.x + slack &&
          other.x + other.width > box.x + slack &&
          box.y + box.height > other.y + slack &&
          other.y + other.height > box.y + slack,
      )
      .map((other) => `“${text}” covers “${other.text}”`),
  ]);
}
