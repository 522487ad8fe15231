import { aliasTable, type AliasTable } from './aliasTable.ts';
import { FADE, gainOf, KEEP_INTERVAL, KEPT, LIFE, MOMENT, START_ATTEMPTS, WARM_UP } from './particleRules.ts';
import { fieldAt, startWeights, type VectorField } from './vectorField.ts';

/** Trails of particles at one moment, each from the particle backwards. */
export interface Trails {
  /** (x, y) a point, in data units. */
  points: Float32Array;
  /** One a point: 1 where a particle is, falling to 0 where its trail has faded. */
  strengths: Float32Array;
  /** Where each trail starts among the points, and the end of the last. */
  offsets: Uint32Array;
}

/**
 * The trails that particles have drawn after drifting for a while: what the screen shows when its flow is first seen, by the same rules and
 * the same random numbers (`gl/particles.ts` is this on a graphics card, in numbers of 32 bits).
 *
 * A particle starts where cells are, moves along the field by the midpoint rule, at a speed that grows with the root of the field's, for as
 * long as it lives and is where the field is known; then it rests while its trail fades, and starts anew.
 *
 * @param count How many particles.
 * @param pace Distance a second, in data units, at the field's 90th percentile of speed.
 * @param seed Equal seeds give equal trails.
 */
export function particleTrails(field: VectorField, count: number, pace: number, seed: number): Trails {
  const flow: Flow = { field, gain: gainOf(field, pace), starts: aliasTable(startWeights(field)) };
  const points: number[] = [];
  const strengths: number[] = [];
  const offsets = [0];
  const drawn = flow.starts.places.length === 0 ? 0 : count;
  for (let particle = 0; particle < drawn; particle++) {
    pushTrail(drift(flow, particle, seed), points, strengths);
    if (strengths.length > offsets[offsets.length - 1]) offsets.push(strengths.length);
  }
  return {
    points: Float32Array.from(points),
    strengths: Float32Array.from(strengths),
    offsets: Uint32Array.from(offsets),
  };
}

interface Flow {
  field: VectorField;
  gain: number;
  starts: AliasTable;
}

/** Where a particle is; it moves while `rest` (seconds since it came to rest) is 0. `age` is seconds since its start. */
interface State {
  x: number;
  y: number;
  rest: number;
  age: number;
}

/** The particle now and at the times kept before, newest first. */
function drift(flow: Flow, particle: number, seed: number): State[] {
  const own = hash((particle ^ hash(seed >>> 0)) >>> 0);
  const life = LIFE[0] + (LIFE[1] - LIFE[0]) * unit(own);
  const kept: State[] = [];
  const { origin } = flow.field;
  // Waits for a start at a time of its own, so that births are spread evenly.
  const wait = FADE - randomFrom(own)() * (life + FADE);
  let now: State = { x: origin[0], y: origin[1], rest: wait, age: 0 };
  const ticks = Math.ceil(WARM_UP / KEEP_INTERVAL - 1e-9);
  for (let tick = 1; tick < ticks; tick++) {
    kept.unshift(now);
    if (kept.length > KEPT) kept.pop();
    now = step(flow, now, life, (own + tick) >>> 0);
  }
  return [now, ...kept];
}

function step(flow: Flow, now: State, life: number, seed: number): State {
  const age = now.age + KEEP_INTERVAL;
  if (now.rest !== 0) {
    const rest = now.rest + KEEP_INTERVAL;
    return rest > FADE ? { ...startPlace(flow, randomFrom(seed)), rest: 0, age: 0 } : { ...now, rest, age };
  }
  const next = age > life ? undefined : moved(flow, now.x, now.y);
  return next ? { ...next, rest: 0, age } : { ...now, rest: 1e-4, age };
}

type Place = { x: number; y: number };

/** The velocity that a particle is drawn with; undefined where the field is not known. */
function velocityAt({ field, gain }: Flow, x: number, y: number): Place | undefined {
  const vector = fieldAt(field, x, y);
  if (!vector) return undefined;
  const speed = Math.hypot(vector.x, vector.y);
  const factor = speed > 0 ? gain / Math.sqrt(speed) : 0;
  return { x: factor * vector.x, y: factor * vector.y };
}

function moved(flow: Flow, x: number, y: number): Place | undefined {
  const first = velocityAt(flow, x, y);
  if (!first) return undefined;
  const half = 0.5 * KEEP_INTERVAL;
  const middle = velocityAt(flow, x + half * first.x, y + half * first.y);
  if (!middle) return undefined;
  const next = { x: x + KEEP_INTERVAL * middle.x, y: y + KEEP_INTERVAL * middle.y };
  return fieldAt(flow.field, next.x, next.y) ? next : undefined;
}

function startPlace(flow: Flow, random: () => number): Place {
  const { field, starts } = flow;
  const { origin, spacing, columns } = field;
  let place: Place = { x: origin[0], y: origin[1] };
  for (let attempt = 0; attempt < START_ATTEMPTS; attempt++) {
    const entry = Math.min(Math.floor(random() * starts.places.length), starts.places.length - 1);
    const node = random() < starts.chance[entry] ? starts.places[entry] : starts.alias[entry];
    const at = {
      x: origin[0] + (node % columns) * spacing[0],
      y: origin[1] + Math.floor(node / columns) * spacing[1],
    };
    place = { x: at.x + (random() - 0.5) * spacing[0], y: at.y + (random() - 0.5) * spacing[1] };
    if (!fieldAt(field, place.x, place.y)) place = at;
    const velocity = velocityAt(flow, place.x, place.y);
    if (velocity && fieldAt(field, place.x + MOMENT * velocity.x, place.y + MOMENT * velocity.y)) break;
  }
  return place;
}

/** The trail that is seen of a particle: places since its start that have not faded, each once. */
function pushTrail(states: readonly State[], points: number[], strengths: number[]): void {
  const [head] = states;
  if (head.rest > FADE || head.age <= 0) return;
  const from = strengths.length;
  for (let k = 0; k < states.length; k++) {
    const ago = k * KEEP_INTERVAL;
    if (ago > head.age + 1e-3) break;
    const { x, y, rest } = states[k];
    const strength = Math.min(Math.max(1 - (ago + Math.max(rest, 0)) / FADE, 0), 1);
    if (k > 0 && x === states[k - 1].x && y === states[k - 1].y) continue;
    points.push(x, y);
    strengths.push(strength);
    if (strength === 0) break;
  }
  if (strengths.length - from < 2) {
    points.length = 2 * from;
    strengths.length = from;
  }
}

/** Uniform numbers from a hash (PCG), as `gl/random.ts` has them. */
function randomFrom(seed: number): () => number {
  let state = hash(seed);
  return () => {
    state = hash(state);
    return unit(state);
  };
}

function hash(value: number): number {
  const state = (Math.imul(value, 747796405) + 2891336453) >>> 0;
  const word = Math.imul((state >>> ((state >>> 28) + 4)) ^ state, 277803737) >>> 0;
  return ((word >>> 22) ^ word) >>> 0;
}

function unit(value: number): number {
  return (value >>> 8) / 16777216;
}
