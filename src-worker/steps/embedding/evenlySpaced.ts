import { integrateLine, type Domain } from './integrateLine.ts';
import { sampleLattice, type FieldSample } from './lattice.ts';
import { createPointIndex, type PointIndex } from './pointIndex.ts';

export interface SpacingOptions {
  /** Distance d between lines; a line ends where it comes nearer than d/2 to another. */
  separation: number;
  /** Lines of less than this many d are left out. */
  shortest: number;
  checkCancelled?: () => void;
}

/** A streamline as x, y of its points, downstream. */
export type Streamline = Float64Array;

/** Lines this many separations long are drawn first; the gaps that remain are filled with shorter ones. */
const LONG = 10;

/**
 * Evenly spaced streamlines (Jobard and Lefer 1997): new lines are seeded at distance d on both sides of accepted ones
 * and end at d/2 from any other, and from themselves, so that spirals and loops do not pile up. Lines are first grown
 * from the strongest flow; nodes of the lattice then seed whatever that has not reached.
 */
export function evenlySpacedLines(domain: Domain, options: SpacingOptions): Streamline[] {
  const { separation, shortest } = options;
  const index = createPointIndex(separation);
  const lines: Streamline[] = [];
  const nodes = nodesByFlow(domain);
  for (const minimum of shortest < LONG ? [LONG, shortest] : [shortest]) {
    const draw = (x: number, y: number): boolean => {
      if (index.hasWithin(x, y, separation)) return false;
      const line = traceLine(domain, index, x, y, separation);
      if (!line || lengthOf(line) < minimum * separation) return false;
      for (let p = 0; p < line.length; p += 2) index.add(line[p], line[p + 1]);
      lines.push(line);
      return true;
    };
    const seedBeside = (from: number): void => {
      for (let k = from; k < lines.length; k++) {
        options.checkCancelled?.();
        forEachSeed(lines[k], separation, draw);
      }
    };
    seedBeside(0);
    for (const node of nodes) {
      options.checkCancelled?.();
      const before = lines.length;
      if (draw(node.x, node.y)) seedBeside(before);
    }
  }
  return lines;
}

function traceLine(
  domain: Domain,
  index: PointIndex,
  x: number,
  y: number,
  separation: number,
): Streamline | undefined {
  // What a half-line has left behind by more than this counts as another line.
  const behind = 2 * separation;
  const nearest = separation / 2;
  const half = (sign: 1 | -1, other: TrackPoint[]): TrackPoint[] => {
    const own = createPointIndex(separation);
    const beginnings = other.filter((point) => point.length <= behind);
    for (const point of other) if (point.length > behind) own.add(point.x, point.y);
    const track: TrackPoint[] = [];
    let left = 0;
    integrateLine(domain, x, y, sign, {
      longestStep: separation / 5,
      tolerance: separation / 500,
      longestLine: 1000 * separation,
      accepts(px, py, length) {
        if (length > behind) for (const point of beginnings.splice(0)) own.add(point.x, point.y);
        for (; left < track.length && track[left].length < length - behind; left++)
          own.add(track[left].x, track[left].y);
        if (index.hasWithin(px, py, nearest) || own.hasWithin(px, py, nearest)) return false;
        track.push({ x: px, y: py, length });
        return true;
      },
    });
    return track;
  };
  const forward = half(1, []);
  const backward = half(-1, forward);
  if (forward.length + backward.length < 2) return undefined;
  const points = [...backward.reverse(), { x, y }, ...forward];
  return Float64Array.from({ length: 2 * points.length }, (_, p) =>
    p % 2 === 0 ? points[p >> 1].x : points[p >> 1].y,
  );
}

/** A point of a half-line, and its way along it from the seed. */
interface TrackPoint {
  x: number;
  y: number;
  length: number;
}

/** Calls `draw` with the places at distance d on both sides of the line, once every d along it. */
function forEachSeed(line: Streamline, separation: number, draw: (x: number, y: number) => void): void {
  let since = separation;
  for (let p = 2; p < line.length; p += 2) {
    const dx = line[p] - line[p - 2];
    const dy = line[p + 1] - line[p - 1];
    const moved = Math.hypot(dx, dy);
    since += moved;
    if (since < separation || moved === 0) continue;
    since = 0;
    // A hair more than d, so that rounding does not refuse the seed for being too near to its own line.
    const reach = (1.001 * separation) / moved;
    draw(line[p] - reach * dy, line[p + 1] + reach * dx);
    draw(line[p] + reach * dy, line[p + 1] - reach * dx);
  }
}

/** Nodes inside the domain, the strongest flow (speed times mass) first. */
function nodesByFlow(domain: Domain): { x: number; y: number; flow: number }[] {
  const { left, bottom, spacing, columns, rows } = domain.lattice;
  const nodes: { x: number; y: number; flow: number }[] = [];
  const at: FieldSample = { mass: 0, vx: 0, vy: 0 };
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const x = left + c * spacing;
      const y = bottom + r * spacing;
      sampleLattice(domain.lattice, x, y, at);
      const speed = Math.hypot(at.vx, at.vy);
      if (at.mass >= domain.minimumMass && speed > domain.minimumSpeed)
        nodes.push({ x, y, flow: speed * at.mass });
    }
  }
  return nodes.sort((a, b) => b.flow - a.flow);
}

function lengthOf(line: Streamline): number {
  let length = 0;
  for (let p = 2; p < line.length; p += 2)
    length += Math.hypot(line[p] - line[p - 2], line[p + 1] - line[p - 1]);
  return length;
}
