import { splicedAt, unsplicedAt, type SplicingCurve } from './curve.ts';
import type { GeneObservations } from './gene.ts';
import type { Kinetics, Phases } from './parameters.ts';

const MOST_POINTS = 500;
const BOX = 16;
/** Points in a large box: a whole number of small ones. */
const LARGE_BOX = 128;

/** Points along one curve, and the boxes around each run of 16 and of 128 of them: lowest and highest u, then s. */
interface Polyline {
  points: number;
  tau: Float64Array;
  u: Float64Array;
  s: Float64Array;
  boxes: Float64Array;
  largeBoxes: Float64Array;
}

/** Room for the points of both curves. */
export interface NearestScratch {
  on: Polyline;
  off: Polyline;
}

export function createNearestScratch(): NearestScratch {
  return { on: createPolyline(), off: createPolyline() };
}

/**
 * The times of every cell, by orthogonal projection on the curves (Bergen 2020): the time of the nearest of 200 to 500
 * points, equally spaced in time, on the induction and on the repression curve; repression is followed until the
 * lowest u of any cell with s.
 */
export function projectOnCurves(
  gene: GeneObservations,
  kinetics: Kinetics,
  phases: Phases,
  scratch: NearestScratch,
  tauOn: Float64Array,
  tauOff: Float64Array,
): void {
  const { u, s, cells } = gene;
  const { beta, switchTime, scaling } = kinetics;
  const points = Math.min(MOST_POINTS, Math.max(200, Math.trunc(cells / 5)));
  let lowest = Infinity;
  for (let i = 0; i < cells; i++) if (s[i] > 0 && u[i] < lowest) lowest = u[i];
  const decay = Math.min(1 - 1e-6, Math.max(1e-6, lowest / scaling / phases.uSwitch));
  layPoints(scratch.on, phases.on, switchTime, points, 0);
  layPoints(scratch.off, phases.off, -Math.log(decay) / beta, points, 1);
  const { on, off } = scratch;
  const stepOn = beta * (on.tau[1] - on.tau[0]);
  const stepOff = beta * (off.tau[1] - off.tau[0]);
  for (let i = 0; i < cells; i++) {
    const x = u[i] / scaling;
    // The search starts at the point with the cell's u, near which the nearest one mostly lies.
    const nearOn = pointAt(on, -Math.log(1 - x / phases.on.uEnd) / stepOn);
    const nearOff = pointAt(off, -Math.log(x / phases.uSwitch) / stepOff);
    tauOn[i] = on.tau[nearestPoint(on, x, s[i], nearOn)];
    tauOff[i] = off.tau[nearestPoint(off, x, s[i], nearOff)];
  }
}

/** The place of a point on the line; beyond its ends, or where `place` is not a number, that of an end. */
function pointAt(line: Polyline, place: number): number {
  if (!(place < line.points - 1)) return line.points - 1;
  return place > 0 ? Math.trunc(place) : 0;
}

function createPolyline(): Polyline {
  const line = () => new Float64Array(MOST_POINTS);
  const boxes = (size: number) => new Float64Array(4 * Math.ceil(MOST_POINTS / size));
  return { points: 0, tau: line(), u: line(), s: line(), boxes: boxes(BOX), largeBoxes: boxes(LARGE_BOX) };
}

/** Lays `points` points from time 0 to `end`, less the first `skip`, and boxes around them. */
function layPoints(line: Polyline, curve: SplicingCurve, end: number, points: number, skip: number): void {
  line.points = points - skip;
  for (let k = 0; k < line.points; k++) {
    const tau = ((k + skip) * end) / (points - 1);
    line.tau[k] = tau;
    line.u[k] = unsplicedAt(curve, tau);
    line.s[k] = splicedAt(curve, tau);
  }
  drawBoxes(line, BOX, line.boxes);
  drawBoxes(line, LARGE_BOX, line.largeBoxes);
}

function drawBoxes(line: Polyline, size: number, boxes: Float64Array): void {
  const { u, s, points } = line;
  for (let from = 0, b = 0; from < points; from += size, b += 4) {
    boxes[b] = boxes[b + 2] = Infinity;
    boxes[b + 1] = boxes[b + 3] = -Infinity;
    for (let k = from; k < Math.min(from + size, points); k++) {
      boxes[b] = Math.min(boxes[b], u[k]);
      boxes[b + 1] = Math.max(boxes[b + 1], u[k]);
      boxes[b + 2] = Math.min(boxes[b + 2], s[k]);
      boxes[b + 3] = Math.max(boxes[b + 3], s[k]);
    }
  }
}

/** The squared distance of (u, s) from the box that starts at `b`; 0 inside it. */
function distanceFromBox(boxes: Float64Array, b: number, u: number, s: number): number {
  const gapU = u < boxes[b] ? boxes[b] - u : u > boxes[b + 1] ? u - boxes[b + 1] : 0;
  const gapS = s < boxes[b + 2] ? boxes[b + 2] - s : s > boxes[b + 3] ? s - boxes[b + 3] : 0;
  return gapU * gapU + gapS * gapS;
}

/** The first of the nearest points; boxes farther than the best point so far, at first `start`, are passed over. */
function nearestPoint(line: Polyline, u: number, s: number, start: number): number {
  const { points, boxes, largeBoxes } = line;
  const lineU = line.u;
  const lineS = line.s;
  let best = start;
  let distance = (lineU[start] - u) ** 2 + (lineS[start] - s) ** 2;
  for (let from = 0; from < points; from += BOX) {
    if (from % LARGE_BOX === 0 && distanceFromBox(largeBoxes, (from / LARGE_BOX) * 4, u, s) > distance) {
      from += LARGE_BOX - BOX;
      continue;
    }
    if (distanceFromBox(boxes, (from / BOX) * 4, u, s) > distance) continue;
    const to = from + BOX < points ? from + BOX : points;
    for (let k = from; k < to; k++) {
      const du = lineU[k] - u;
      const ds = lineS[k] - s;
      const d = du * du + ds * ds;
      if (d < distance || (d === distance && k < best)) {
        distance = d;
        best = k;
      }
    }
  }
  return best;
}
