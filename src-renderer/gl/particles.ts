import {
  FloatType,
  NearestFilter,
  RGBAFormat,
  WebGLArrayRenderTarget,
  WebGLRenderTarget,
  type IUniform,
  type WebGLRenderer,
} from 'three';

import { FIELD_GLSL, fieldTextures, START_GLSL, type FieldTextures } from './fieldTextures.ts';
import { RANDOM_GLSL } from './random.ts';
import { ScreenPass } from './screenPass.ts';
import { TrailClock } from './trailClock.ts';
import {
  FADE,
  gainOf,
  KEPT,
  LIFE,
  MOMENT,
  MOST_PARTICLES,
  START_ATTEMPTS,
  WARM_UP,
} from '../../src-worker/drawing/particleRules.ts';
import type { VectorField } from '../../src-worker/drawing/vectorField.ts';

/** Particles a side of the texture that holds them. */
export const SIDE = Math.sqrt(MOST_PARTICLES);

/**
 * A flow that comes back to where it was: after so many steps of `seconds` each, every particle and its trail are as before.
 */
export interface Loop {
  steps: number;
  seconds: number;
}

/** The shortest loop in which particles still move longer than they rest, in seconds. */
export const SHORTEST_LOOP = 3;

/**
 * A particle is (x, y, seconds since it came to rest, seconds since it started). It moves while the third is 0. The direction
 * is the field's; the drawn speed grows with the root of the field's, so that slow regions still show where they go. For paper,
 * `particleTrails` does the same.
 *
 * In a loop every particle starts anew at a step of its own, by chance that depends on the steps since then alone, and has rested
 * when that step comes round again. Without LOOP the shader has none of this: a window without a graphics card would be slowed by it.
 */
const STEP = /* glsl */ `
precision highp float;
precision highp int;
uniform highp sampler2D state;
uniform float dt;
uniform float gain;
uniform uint seed;
uniform uint tick;
uniform int freshRow;
uniform uint period;
out vec4 result;
${RANDOM_GLSL}
${FIELD_GLSL}
${START_GLSL}
bool velocityAt(vec2 place, out vec2 velocity) {
  bool known = fieldAt(place, velocity);
  float speed = length(velocity);
  velocity *= speed > 0.0 ? gain * inversesqrt(speed) : 0.0;
  return known;
}
bool moved(inout vec2 place) {
  vec2 velocity;
  vec2 ignored;
  if (!velocityAt(place, velocity)) return false;
  if (!velocityAt(place + 0.5 * dt * velocity, velocity)) return false;
  vec2 next = place + dt * velocity;
  if (!fieldAt(next, ignored)) return false;
  place = next;
  return true;
}
bool leadsOn(vec2 place) {
  vec2 velocity;
  vec2 ignored;
  return velocityAt(place, velocity) && fieldAt(place + ${MOMENT.toFixed(2)} * velocity, ignored);
}
vec2 startPlace() {
  vec2 place;
  vec2 ignored;
  for (int attempt = 0; attempt < ${START_ATTEMPTS}; attempt++) {
    vec2 node = startNode(random(), random());
    place = node + (vec2(random(), random()) - 0.5) * grid.zw;
    if (!fieldAt(place, ignored)) place = node;
    if (leadsOn(place)) break;
  }
  return place;
}
void main() {
  ivec2 texel = ivec2(gl_FragCoord.xy);
  uint particle = uint(texel.y * ${SIDE} + texel.x);
  uint own = hash(particle ^ hash(seed));
  float life = mix(${LIFE[0].toFixed(2)}, ${LIFE[1].toFixed(2)}, unit(own));
#ifdef LOOP
  uint phase = (tick + own % period) % period;
  float left = float(period - phase) * dt;
  bool starts = phase == 0u;
  bool mayStart = left > ${(FADE + MOMENT).toFixed(2)};
  bool ends = left < ${(FADE + 0.1).toFixed(2)};
#else
  uint phase = tick;
  bool starts = false;
  const bool mayStart = true;
  const bool ends = false;
#endif
  seedRandom(own + phase);
  vec4 now = texelFetch(state, texel, 0);
  if (texel.y >= freshRow) {
    // Waits for a start at a time of its own, so that births are spread evenly.
    now = vec4(grid.xy, ${FADE.toFixed(2)} - random() * (life + ${FADE.toFixed(2)}), 0.0);
  } else {
    if (now.z != 0.0) {
      now.zw += dt;
      starts = starts || (mayStart && now.z > ${FADE.toFixed(2)});
    } else {
      now.w += dt;
      if (now.w > life || ends || !moved(now.xy)) now.z = 1e-4;
    }
    if (starts) now = vec4(startPlace(), 0.0, 0.0);
  }
  result = now;
}
`;

const COPY = /* glsl */ `
precision highp float;
uniform highp sampler2D state;
out vec4 result;
void main() { result = texelFetch(state, ivec2(gl_FragCoord.xy), 0); }
`;

const TARGET = {
  type: FloatType,
  format: RGBAFormat,
  minFilter: NearestFilter,
  magFilter: NearestFilter,
  depthBuffer: false,
  generateMipmaps: false,
};

/**
 * Particles that drift along a field, all of them on the GPU, with their last places. They start where cells are (by the field's
 * density), never leave the known area, and come to rest where they would.
 */
export class Particles {
  readonly clock: TrailClock;
  readonly #textures: FieldTextures;
  readonly #state: [WebGLRenderTarget, WebGLRenderTarget];
  readonly #history: WebGLArrayRenderTarget;
  readonly #step: ScreenPass;
  readonly #copy: ScreenPass;
  readonly #loop: Loop | undefined;
  readonly #from: IUniform = { value: null };
  readonly #dt = { value: 0 };
  readonly #tick = { value: 0 };
  /** Particles from this row of the texture on have not been there before. */
  readonly #freshRow = { value: 0 };
  #rows = 0;

  /**
   * @param pace Distance a second, in data units, at the field's 90th percentile of speed.
   * @param seed Equal seeds and equal steps give equal pictures.
   * @param loop Has the flow come back to where it was, provided that all steps are of the length it says.
   * @returns undefined where nothing of the field is known.
   */
  static of(field: VectorField, pace: number, seed: number, loop?: Loop): Particles | undefined {
    const textures = fieldTextures(field);
    return textures && new Particles(textures, gainOf(field, pace), seed, loop);
  }

  private constructor(textures: FieldTextures, gain: number, seed: number, loop: Loop | undefined) {
    this.#textures = textures;
    this.#loop = loop;
    this.clock = new TrailClock(KEPT, FADE, loop && loop.steps * loop.seconds);
    this.#state = [new WebGLRenderTarget(SIDE, SIDE, TARGET), new WebGLRenderTarget(SIDE, SIDE, TARGET)];
    this.#history = new WebGLArrayRenderTarget(SIDE, SIDE, KEPT, TARGET);
    this.#step = new ScreenPass(loop ? `#define LOOP\n${STEP}` : STEP, {
      state: this.#from,
      field: { value: textures.field },
      grid: { value: textures.grid },
      starts: { value: textures.starts },
      startCount: { value: textures.startCount },
      gain: { value: gain },
      seed: { value: seed >>> 0 },
      dt: this.#dt,
      tick: this.#tick,
      freshRow: this.#freshRow,
      period: { value: loop?.steps ?? 0 },
    });
    this.#copy = new ScreenPass(COPY, { state: this.#from });
  }

  /** Where every particle is now. */
  get state(): WebGLRenderTarget {
    return this.#state[0];
  }

  /** Where every particle was; `clock` tells which layer is from when. */
  get history(): WebGLArrayRenderTarget {
    return this.#history;
  }

  /** How many particles there are. */
  get count(): number {
    return this.#rows * SIDE;
  }

  /** Makes room for at least `count` particles; those that are new start one after another in the next seconds. */
  grow(count: number): void {
    while (this.count < Math.min(count, MOST_PARTICLES)) this.#rows = Math.max(2 * this.#rows, 1);
    for (const target of [...this.#state, this.#history]) target.viewport.set(0, 0, SIDE, this.#rows);
  }

  /** Starts anew, as if the flow had been running for a while. */
  start(renderer: WebGLRenderer): void {
    this.#tick.value = 0;
    this.#freshRow.value = 0;
    this.clock.reset();
    const seconds = this.#loop?.seconds ?? this.clock.interval;
    // In a loop, until every particle has come to its own start once.
    const steps = this.#loop?.steps ?? Math.ceil(WARM_UP / seconds);
    for (let k = 0; k < steps; k++) this.step(renderer, seconds);
  }

  /** Moves every particle on by `dt` seconds. */
  step(renderer: WebGLRenderer, dt: number): void {
    if (this.clock.advance(dt)) {
      this.#from.value = this.#state[0].texture;
      this.#copy.render(renderer, this.#history, this.clock.newest);
    }
    this.#dt.value = dt;
    this.#from.value = this.#state[0].texture;
    this.#step.render(renderer, this.#state[1]);
    this.#state.reverse();
    this.#tick.value = (this.#tick.value + 1) >>> 0;
    this.#freshRow.value = this.#rows;
  }

  dispose(): void {
    for (const target of this.#state) target.dispose();
    this.#history.dispose();
    this.#textures.field.dispose();
    this.#textures.starts.dispose();
    this.#step.dispose();
    this.#copy.dispose();
  }
}
