import { splicedAt, unsplicedAt, type SplicingCurve } from './curve.ts';
import type { GeneObservations } from './gene.ts';
import type { Kinetics, Phases } from './parameters.ts';

const MOST_POINTS = 500;
const BOX = 16;

/** Points along one curve, and the boxes around each run of sixteen of them. */
interface Polyline {
  points: number;
  tau: Float64Array;
  u: Float64Array;
  s: Float64Array;
  boxes: Float64Array;
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
  const perCount = 1 / scaling;
  let hintOn = 0;
  let hintOff = 0;
  for (let i = 0; i < cells; i++) {
    hintOn = nearestPoint(scratch.on, u[i] * perCount, s[i], hintOn);
    hintOff = nearestPoint(scratch.off, u[i] * perCount, s[i], hintOff);
    tauOn[i] = scratch.on.tau[hintOn];
    tauOff[i] = scratch.off.tau[hintOff];
  }
}

function createPolyline(): Polyline {
  const boxes = 4 * Math.ceil(MOST_POINTS / BOX);
  const line = () => new Float64Array(MOST_POINTS);
  return { points: 0, tau: line(), u: line(), s: line(), boxes: new Float64Array(boxes) };
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
  for (let from = 0, b = 0; from < line.points; from += BOX, b += 4) {
    let lowU = Infinity;
    let highU = -Infinity;
    let lowS = Infinity;
    let highS = -Infinity;
    for (let k = from; k < Math.min(from + BOX, line.points); k++) {
      lowU = Math.min(lowU, line.u[k]);
      highU = Math.max(highU, line.u[k]);
      lowS = Math.min(lowS, line.s[k]);
      highS = Math.max(highS, line.s[k]);
    }
    line.boxes[b] = lowU;
    line.boxes[b + 1] = highU;
    line.boxes[b + 2] = lowS;
    line.boxes[b + 3] = highS;
  }
}

/** The first of the nearest points. Boxes farther than the best point so far are passed over; `hint` is tried first. */
function nearestPoint(line: Polyline, u: number, s: number, hint: number): number {
  const { points, boxes } = line;
  const lineU = line.u;
  const lineS = line.s;
  let best = hint;
  let distance = (lineU[hint] - u) ** 2 + (lineS[hint] - s) ** 2;
  for (let from = 0, b = 0; from < points; from += BOX, b += 4) {
    const gapU = u < boxes[b] ? boxes[b] - u : u > boxes[b + 1] ? u - boxes[b + 1] : 0;
    const gapS = s < boxes[b + 2] ? boxes[b + 2] - s : s > boxes[b + 3] ? s - boxes[b + 3] : 0;
    if (gapU * gapU + gapS * gapS > distance) continue;
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
