import type {
  DotsNode,
  Drawing,
  DrawingNode,
  Ink,
  LinesNode,
  PictureNode,
  Rectangle,
  ShapeNode,
  Stroke,
  TextNode,
} from '../drawing/nodes.ts';
import { singleLine } from '../fonts/drawableText.ts';
import { meet } from './bounds.ts';

/**
 * The drawing with only what can be drawn, so that painters need not look: no number in it is NaN, infinite or absurdly large. Lines
 * break where a point is missing, dots without a place or beyond their clip are left out, strokes without a width are not drawn, and
 * groups with nothing in them are gone. Text is one line of characters that every format can hold.
 */
export function soundDrawing(drawing: Drawing): Drawing {
  const page = { x: 0, y: 0, width: drawing.width, height: drawing.height };
  return {
    ...drawing,
    background: drawing.background === null ? null : soundColor(drawing.background),
    children: soundNodes(drawing.children, page),
  };
}

/** No coordinate is farther out, in points: a page has at most 14,400, and some readers count in 16.16 bits. */
const FARTHEST = 30_000;

function soundNodes(nodes: readonly DrawingNode[], within: Rectangle): DrawingNode[] {
  return nodes.flatMap((node) => {
    const sound = soundNode(node, within);
    return sound ? [sound] : [];
  });
}

function soundNode(node: DrawingNode, within: Rectangle): DrawingNode | null {
  switch (node.kind) {
    case 'group': {
      const seen = node.clip ? hasArea(node.clip) && meet(node.clip, within) : within;
      if (!seen) return null;
      const children = soundNodes(node.children, seen);
      return children.length > 0 ? { ...node, name: singleLine(node.name), children } : null;
    }
    case 'shape':
      return soundShape(node);
    case 'lines':
      return soundLines(node);
    case 'dots':
      return soundDots(node, within);
    case 'text':
      return soundText(node);
    case 'ramp': {
      if (!hasArea(node) || node.stops.length === 0) return null;
      return { ...node, stops: node.stops.map(soundColor) };
    }
    case 'picture':
      return hasArea(node) && hasPixels(node) ? node : null;
  }
}

function soundShape(node: ShapeNode): ShapeNode | null {
  const fill = node.fill && soundInk(node.fill);
  const stroke = node.stroke && soundStroke(node.stroke);
  if (!fill && !stroke) return null;
  const sound = node.commands.every(([, ...numbers]) => numbers.every(isSound));
  if (!sound || node.commands.length < 2 || node.commands[0][0] !== 'M') return null;
  return { ...node, fill: fill ?? undefined, stroke: stroke ?? undefined };
}

function soundLines(node: LinesNode): LinesNode | null {
  const stroke = soundStroke(node.stroke);
  if (!stroke) return null;
  const { points, offsets } = node;
  const kept = new Float32Array(points.length);
  const starts: number[] = [];
  let end = 0;
  for (let line = 0; line + 1 < offsets.length; line++) {
    let start = end;
    const close = (): void => {
      if (end - start >= 2) starts.push(start);
      else end = start;
      start = end;
    };
    for (let i = offsets[line]; i < offsets[line + 1]; i++) {
      if (!isSound(points[2 * i]) || !isSound(points[2 * i + 1])) {
        close();
        continue;
      }
      kept[2 * end] = points[2 * i];
      kept[2 * end + 1] = points[2 * i + 1];
      end++;
    }
    close();
  }
  if (starts.length === 0) return null;
  return { ...node, stroke, points: kept.slice(0, 2 * end), offsets: Uint32Array.of(...starts, end) };
}

function soundDots(node: DotsNode, within: Rectangle): DotsNode | null {
  const { points, colors, radius } = node;
  if (!isSound(radius) || radius <= 0) return null;
  const [left, top] = [within.x - radius, within.y - radius];
  const [right, bottom] = [within.x + within.width + radius, within.y + within.height + radius];
  const count = Math.min(points.length / 2, colors.length / 4);
  const keptPoints = new Float32Array(2 * count);
  const keptColors = new Uint8Array(4 * count);
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const [x, y] = [points[2 * i], points[2 * i + 1]];
    // False for NaN as well.
    const seen = x > left && x < right && y > top && y < bottom;
    if (!seen || colors[4 * i + 3] === 0) continue;
    keptPoints[2 * kept] = x;
    keptPoints[2 * kept + 1] = y;
    for (let k = 0; k < 4; k++) keptColors[4 * kept + k] = colors[4 * i + k];
    kept++;
  }
  if (kept === 0) return null;
  return { ...node, points: keptPoints.slice(0, 2 * kept), colors: keptColors.slice(0, 4 * kept) };
}

function soundText(node: TextNode): TextNode | null {
  const { x, y, size, rotate = 0, halo } = node;
  const text = singleLine(node.text);
  const ink = soundInk(node.ink);
  if (![x, y, size, rotate].every(isSound) || size <= 0 || text.trim() === '' || !ink) return null;
  const around = halo && soundInk(halo) && isSound(halo.width) && halo.width > 0;
  return {
    ...node,
    text,
    ink,
    halo: around ? { ...halo, ...soundInk(halo) } : undefined,
    rotate: rotate === 0 ? undefined : rotate,
  };
}

/** Null where nothing would be seen of it. */
function soundInk({ color, opacity }: Ink): Ink | null {
  const share = Number.isNaN(opacity) ? 1 : Math.min(Math.max(opacity, 0), 1);
  return share > 0 ? { color: soundColor(color), opacity: share } : null;
}

function soundStroke(stroke: Stroke): Stroke | null {
  const ink = soundInk(stroke);
  if (!ink || !isSound(stroke.width) || stroke.width <= 0) return null;
  const { dash } = stroke;
  const dashed = dash && dash.length > 0 && dash.every((length) => isSound(length) && length > 0);
  return { ...stroke, ...ink, dash: dashed ? dash : undefined };
}

/** Lower-case #rrggbb; black where a colour is none. */
function soundColor(color: string): string {
  return /^#[0-9a-f]{6}$/i.test(color) ? color.toLowerCase() : '#000000';
}

function isSound(value: number): boolean {
  return Math.abs(value) <= FARTHEST;
}

function hasArea({ x, y, width, height }: Rectangle): boolean {
  return [x, y, width, height].every(isSound) && width > 0 && height > 0;
}

function hasPixels({ columns, rows, pixels }: PictureNode): boolean {
  return columns > 0 && rows > 0 && pixels.length >= 4 * columns * rows;
}
