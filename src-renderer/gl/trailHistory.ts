import type { Particles } from './advection.ts';

/** Marks a sample that no line is drawn to. */
const NEVER = -1;

/**
 * The last places of every particle with the time it was there, newest first: what the trails are drawn from.
 *
 * Samples lie particle after particle, `samples` each of (x, y, time), so that a line from sample i to i + 1 is one
 * instance reading the buffer at two offsets. A particle's last sample is always marked, which hides the lines that
 * would join one particle's tail to the next one's head.
 */
export class TrailHistory {
  readonly samples: number;
  readonly data: Float32Array;
  readonly #particles: Particles;

  constructor(particles: Particles, samples: number) {
    this.#particles = particles;
    this.samples = samples;
    this.data = new Float32Array(3 * samples * particles.count).fill(NEVER);
    for (let p = 0; p < particles.count; p++) this.#restart(p, 0);
  }

  /** Moves the head of every trail to where its particle is now. */
  follow(now: number): void {
    const { moving, started, positions, count } = this.#particles;
    const stride = 3 * this.samples;
    for (let p = 0; p < count; p++) {
      if (started[p]) this.#restart(p, now);
      if (!moving[p]) continue;
      this.data[p * stride] = positions[2 * p];
      this.data[p * stride + 1] = positions[2 * p + 1];
      this.data[p * stride + 2] = now;
    }
  }

  /** Keeps the heads as samples; those at the end are forgotten. */
  advance(): void {
    const { count } = this.#particles;
    const stride = 3 * this.samples;
    this.data.copyWithin(3, 0);
    for (let p = 0; p < count; p++) {
      // The head's copy stands at sample 1; sample 0 received the tail of the particle before.
      const head = p * stride;
      this.data[head] = this.data[head + 3];
      this.data[head + 1] = this.data[head + 4];
      this.data[head + 2] = this.data[head + 5];
      this.data[head + stride - 1] = NEVER;
    }
  }

  #restart(p: number, now: number): void {
    const head = 3 * this.samples * p;
    for (let s = 0; s < this.samples; s++) this.data[head + 3 * s + 2] = NEVER;
    this.data[head] = this.#particles.positions[2 * p];
    this.data[head + 1] = this.#particles.positions[2 * p + 1];
    this.data[head + 2] = now;
  }
}
