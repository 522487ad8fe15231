import type { DrawingNode, Rectangle, ShapeNode, TextNode } from '../drawing/nodes.ts';
import type { Fonts } from '../fonts/loadFonts.ts';
import { anchorShare } from './anchor.ts';

/** A rectangle that a mark certainly lies in, in points. */
export function boundsOf(node: Exclude<DrawingNode, { kind: 'group' }>, fonts: Fonts): Rectangle {
  switch (node.kind) {
    case 'shape':
      return around(pointsOf(node), node.stroke?.width ?? 0);
    case 'lines':
      return around(node.points, node.stroke.width);
    case 'dots':
      return around(node.points, node.radius);
    case 'text':
      return textBounds(node, fonts);
    case 'ramp':
    case 'picture':
      return { x: node.x, y: node.y, width: node.width, height: node.height };
  }
}

/** What two rectangles have in common; null where they have nothing. */
export function meet(a: Rectangle, b: Rectangle): Rectangle | null {
  const [x, y] = [Math.max(a.x, b.x), Math.max(a.y, b.y)];
  const width = Math.min(a.x + a.width, b.x + b.width) - x;
  const height = Math.min(a.y + a.height, b.y + b.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}

/** The rectangle of points, (x, y) each, with a margin. */
export function around(points: ArrayLike<number>, margin: number): Rectangle {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i + 1 < points.length; i += 2) {
    left = Math.min(left, points[i]);
    right = Math.max(right, points[i]);
    top = Math.min(top, points[i + 1]);
    bottom = Math.max(bottom, points[i + 1]);
  }
  return {
    x: left - margin,
    y: top - margin,
    width: right - left + 2 * margin,
    height: bottom - top + 2 * margin,
  };
}

function pointsOf({ commands }: ShapeNode): number[] {
  return commands.flatMap(([, ...numbers]) => numbers);
}

function textBounds(
  { text, x, y, size, style, anchor, rotate = 0, halo }: TextNode,
  fonts: Fonts,
): Rectangle {
  const width = fonts.measure(text, size, style);
  const left = x - anchorShare(anchor) * width;
  const angle = (rotate * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const corners = [left, left + width].flatMap((cornerX) =>
    [y - 1.2 * size, y + 0.5 * size].flatMap((cornerY) => {
      const [dx, dy] = [cornerX - x, cornerY - y];
      return [x + cos * dx - sin * dy, y + sin * dx + cos * dy];
    }),
  );
  // Letters may reach beyond their widths, as slanted ones do.
  return around(corners, 0.3 * size + (halo?.width ?? 0));
}
