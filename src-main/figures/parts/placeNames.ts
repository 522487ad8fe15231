import type { Rectangle } from '../drawing/nodes.ts';
import { CAP_HEIGHT } from '../style.ts';

/** A name at a place away from its point, with the line that leads to it. */
export interface PlacedName {
  /** Place among the names. */
  name: number;
  /** The room that its letters take. */
  box: Rectangle;
  /** From the point's edge to the name; none where it stands beside the point. */
  leader: readonly [x1: number, y1: number, x2: number, y2: number] | undefined;
}

export interface NamesRequest {
  /** Names of points in the order of their importance, with their widths. */
  names: readonly { x: number; y: number; width: number }[];
  /** (x, y) a point: names keep off them where they can. */
  points: Float32Array;
  radius: number;
  /** Of the letters. */
  size: number;
  /** Where names may stand. */
  area: Rectangle;
}

/** Distances from the point to the name, by the size of letters, and how many directions are tried. */
const DISTANCES = [0.35, 0.9, 1.6, 2.5, 3.6, 5, 7];
const DIRECTIONS = 16;
/** What a covered point costs, by the distance of one size of letters. */
const COVERED = 0.5;
/** Names keep this distance from each other, by the size of letters. */
const APART = 0.25;
/** Names nearer than this need no line. */
const BESIDE = 0.8;

/**
 * Places names beside their points: near them, off other points, and never over each other, over another name's line or beyond the
 * area. Those for which there is no such place are left out.
 */
export function placeNames(request: NamesRequest): PlacedName[] {
  const placed: PlacedName[] = [];
  request.names.forEach((_, name) => {
    let best: PlacedName | undefined;
    let least = Infinity;
    for (const distance of DISTANCES)
      for (let turn = 0; turn < DIRECTIONS; turn++) {
        // No farther place can be better than this one.
        if (distance >= least) break;
        const candidate = candidateAt(request, name, distance, turn);
        if (!isFree(candidate, placed, request)) continue;
        const cost = distance + COVERED * covered(candidate.box, request);
        if (cost < least) [best, least] = [candidate, cost];
      }
    if (best) placed.push(best);
  });
  return placed;
}

function candidateAt(
  { names, radius, size }: NamesRequest,
  name: number,
  distance: number,
  turn: number,
): PlacedName {
  const { x, y, width } = names[name];
  const height = CAP_HEIGHT * size;
  const angle = (2 * Math.PI * turn) / DIRECTIONS;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const away = radius + distance * size;
  // The box touches the circle of that distance with the side or corner that faces the point.
  const centre = { x: x + cos * (away + width / 2), y: y + sin * (away + height / 2) };
  const box = { x: centre.x - width / 2, y: centre.y - height / 2, width, height };
  const near = {
    x: Math.max(box.x, Math.min(x, box.x + width)),
    y: Math.max(box.y, Math.min(y, box.y + height)),
  };
  const length = Math.hypot(near.x - x, near.y - y);
  const gap = Math.min(0.2 * size, length / 4);
  const leader =
    distance < BESIDE || length <= radius + gap
      ? undefined
      : ([
          x + ((near.x - x) * radius) / length,
          y + ((near.y - y) * radius) / length,
          near.x - ((near.x - x) * gap) / length,
          near.y - ((near.y - y) * gap) / length,
        ] as const);
  return { name, box, leader };
}

function isFree({ box, leader }: PlacedName, placed: readonly PlacedName[], request: NamesRequest): boolean {
  const { area, size } = request;
  if (
    box.x < area.x ||
    box.y < area.y ||
    box.x + box.width > area.x + area.width ||
    box.y + box.height > area.y + area.height
  )
    return false;
  const own = grown(box, APART * size);
  return placed.every(
    (other) =>
      !overlap(own, other.box) &&
      !(leader && crosses(leader, grown(other.box, 0.1 * size))) &&
      !(other.leader && crosses(other.leader, own)) &&
      !(leader && other.leader && intersect(leader, other.leader)),
  );
}

function covered(box: Rectangle, { points, radius }: NamesRequest): number {
  const { x, y, width, height } = grown(box, radius);
  let count = 0;
  for (let p = 0; p < points.length; p += 2)
    if (points[p] > x && points[p] < x + width && points[p + 1] > y && points[p + 1] < y + height) count++;
  return count;
}

function grown({ x, y, width, height }: Rectangle, by: number): Rectangle {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

type Line = readonly [number, number, number, number];

/** Whether a line touches a rectangle. */
function crosses(line: Line, { x, y, width, height }: Rectangle): boolean {
  const [x1, y1, x2, y2] = line;
  const inside = (px: number, py: number): boolean => px > x && px < x + width && py > y && py < y + height;
  if (inside(x1, y1) || inside(x2, y2)) return true;
  const [right, bottom] = [x + width, y + height];
  return intersect(line, [x, y, right, bottom]) || intersect(line, [x, bottom, right, y]);
}

function intersect([ax, ay, bx, by]: Line, [cx, cy, dx, dy]: Line): boolean {
  const side = (px: number, py: number, qx: number, qy: number, rx: number, ry: number): number =>
    Math.sign((qx - px) * (ry - py) - (qy - py) * (rx - px));
  return (
    side(ax, ay, bx, by, cx, cy) !== side(ax, ay, bx, by, dx, dy) &&
    side(cx, cy, dx, dy, ax, ay) !== side(cx, cy, dx, dy, bx, by)
  );
}
