import { sampleField, speedPercentile, type VectorField } from './vectorField.ts';

export interface AdvectionOptions {
  count: number;
  /** Distance a second, in data units, at the field's 90th percentile of speed. */
  pace: number;
  /** Seconds a particle moves before it rests, at least and at most. */
  life: [least: number, most: number];
  /** Seconds a particle rests, so that its trail can fade, before it starts elsewhere. */
  rest: number;
  /** Uniform numbers in [0, 1). */
  random: () => number;
}

/** Seconds that a new particle should be able to move. */
const MOMENT = 0.5;
const START_ATTEMPTS = 6;

/**
 * Particles that drift along a field and never leave its known area: one that would is put to rest where it stands.
 *
 * The direction is the field's; the drawn speed grows with the root of the field's, so that slow regions still show where
 * they go. Steps are by the midpoint rule.
 */
export class Particles {
  readonly count: number;
  /** (x, y) a particle. */
  readonly positions: Float32Array;
  /** 1 in the step after which a particle stands at a new place, with no path from the old one. */
  readonly started: Uint8Array;
  /** 1 while a particle moves. */
  readonly moving: Uint8Array;
  readonly #field: VectorField;
  readonly #options: AdvectionOptions;
  readonly #nodes: number[];
  readonly #gain: number;
  /** Seconds until the next change, of motion to rest or rest to a new start. */
  readonly #left: Float32Array;
  readonly #vector = new Float64Array(2);

  constructor(field: VectorField, options: AdvectionOptions) {
    this.#field = field;
    this.#options = options;
    this.#nodes = Array.from(field.mask.keys()).filter((node) => field.mask[node] !== 0);
    this.count = this.#nodes.length > 0 ? options.count : 0;
    this.positions = new Float32Array(2 * this.count);
    this.started = new Uint8Array(this.count);
    this.moving = new Uint8Array(this.count);
    this.#left = new Float32Array(this.count);
    const reference = speedPercentile(field, 0.9);
    this.#gain = reference > 0 ? options.pace / Math.sqrt(reference) : 0;
    for (let p = 0; p < this.count; p++) {
      this.#start(p);
      this.#left[p] *= options.random();
    }
  }

  /** Moves every particle on by `dt` seconds. */
  step(dt: number): void {
    const { moving, started, count } = this;
    for (let p = 0; p < count; p++) {
      started[p] = 0;
      this.#left[p] -= dt;
      if (this.#left[p] <= 0) {
        if (moving[p]) this.#rest(p);
        else this.#start(p);
      } else if (moving[p] && !this.#move(p, dt)) this.#rest(p);
    }
  }

  #move(p: number, dt: number): boolean {
    const v = this.#vector;
    const x = this.positions[2 * p];
    const y = this.positions[2 * p + 1];
    if (!this.#velocity(x, y)) return false;
    if (!this.#velocity(x + (v[0] * dt) / 2, y + (v[1] * dt) / 2)) return false;
    const nextX = Math.fround(x + v[0] * dt);
    const nextY = Math.fround(y + v[1] * dt);
    if (!sampleField(this.#field, nextX, nextY, v)) return false;
    this.positions[2 * p] = nextX;
    this.positions[2 * p + 1] = nextY;
    return true;
  }

  /** The drawn velocity at a point, to `#vector`. */
  #velocity(x: number, y: number): boolean {
    const v = this.#vector;
    if (!sampleField(this.#field, x, y, v)) return false;
    const speed = Math.hypot(v[0], v[1]);
    const factor = speed > 0 ? this.#gain / Math.sqrt(speed) : 0;
    v[0] *= factor;
    v[1] *= factor;
    return true;
  }

  #rest(p: number): void {
    this.moving[p] = 0;
    this.#left[p] = this.#options.rest;
  }

  /** Puts a particle somewhere in the known area, every part of it equally likely, the brink of its end excepted. */
  #start(p: number): void {
    const { random, life } = this.#options;
    for (let attempt = 0; attempt < START_ATTEMPTS; attempt++) {
      this.#scatter(p);
      if (this.#leadsOn(this.positions[2 * p], this.positions[2 * p + 1])) break;
    }
    this.started[p] = 1;
    this.moving[p] = 1;
    this.#left[p] = life[0] + random() * (life[1] - life[0]);
  }

  /** Puts a particle at a random place around a random known node, or on the node where that is masked. */
  #scatter(p: number): void {
    const { random } = this.#options;
    const { origin, spacing, columns } = this.#field;
    const node = this.#nodes[Math.floor(random() * this.#nodes.length)];
    const atX = Math.fround(origin[0] + (node % columns) * spacing[0]);
    const atY = Math.fround(origin[1] + Math.floor(node / columns) * spacing[1]);
    const x = Math.fround(atX + (random() - 0.5) * spacing[0]);
    const y = Math.fround(atY + (random() - 0.5) * spacing[1]);
    const inside = sampleField(this.#field, x, y, this.#vector);
    this.positions[2 * p] = inside ? x : atX;
    this.positions[2 * p + 1] = inside ? y : atY;
  }

  /** Whether a particle from here would still be in the known area a moment later, so that its trail is a line. */
  #leadsOn(x: number, y: number): boolean {
    const v = this.#vector;
    if (!this.#velocity(x, y)) return false;
    return sampleField(this.#field, x + v[0] * MOMENT, y + v[1] * MOMENT, v);
  }
}
