import { knownArea, speedPercentile, type VectorField } from './vectorField.ts';
import { boundsOf } from './view.ts';

/** How particles drift along a field: one set of rules for those on the screen and for those that stand still on paper. */

/** No more particles are moved. */
export const MOST_PARTICLES = 65_536;
/** Seconds after which a trail has faded; a particle that ended rests as long. */
export const FADE = 1.4;
/** Earlier places kept of every particle. */
export const KEPT = 24;
/** Seconds between two kept places, so that they reach back for {@link FADE} whatever the time within an interval. */
export const KEEP_INTERVAL = FADE / (KEPT - 2);
/** Seconds a particle moves at least and at most. */
export const LIFE: readonly [least: number, most: number] = [1.5, 4];
/** Seconds that a new particle should be able to move. */
export const MOMENT = 0.5;
/** How often a start is sought that leads on. */
export const START_ATTEMPTS = 6;
/** Seconds after which the flow looks as if it had been running for long. */
export const WARM_UP = LIFE[1] + 2 * FADE;

/** Square CSS pixels of the flow's area for each particle drawn. */
const ROOM = 160;
/** Share of the embedding's longer side that a fast particle crosses in a second. */
const PACE = 0.07;

/** Distance a second, in data units, of a particle where the field is at its 90th percentile of speed. */
export function paceOf(positions: Float32Array): number {
  const box = boundsOf(positions);
  return PACE * Math.max(box.right - box.left, box.top - box.bottom);
}

/**
 * What the root of the field's speed is multiplied by to give the drawn speed, so that slow regions still show where they go.
 *
 * @param pace see {@link paceOf}
 */
export function gainOf(field: VectorField, pace: number): number {
  const reference = speedPercentile(field, 0.9);
  return reference > 0 ? pace / Math.sqrt(reference) : 0;
}

/**
 * How many particles the flow has room for at a magnification (CSS pixels per data unit).
 *
 * @param density Times the usual number.
 */
export function particleRoom(area: number, scale: number, density = 1): number {
  return Math.min(MOST_PARTICLES, Math.round((density * area * scale * scale) / ROOM));
}

/** The same of a field. */
export function roomFor(field: VectorField, scale: number): number {
  return particleRoom(knownArea(field), scale);
}
