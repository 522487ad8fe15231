import {
  BufferAttribute,
  InstancedBufferGeometry,
  Mesh,
  Vector4,
  type IUniform,
  type RawShaderMaterial,
  type WebGLRenderer,
} from 'three';

import { FADE, KEPT, MOST_PARTICLES, particleRoom } from '../../src-worker/drawing/particleRules.ts';
import { TRAIL_HALF_WIDTH, TRAIL_TAPER, type Rgba } from '../../src-worker/drawing/strokes.ts';
import { CAMERA_GLSL, type CameraUniforms } from './camera.ts';
import { Particles, SIDE, type Loop } from './particles.ts';
import { passMaterial } from './passMaterial.ts';
import { HALO_GLSL, HALO_GLSL_WIDTH, NOWHERE_GLSL } from './segments.ts';
import { knownArea, type VectorField } from '../../src-worker/drawing/vectorField.ts';

/**
 * A trail is a ribbon through a particle's place now (0) and its places kept (1 …, newest first); `corner` is (which, side). What
 * was kept before the particle started belongs to an earlier life and is not joined.
 */
const VERTEX = /* glsl */ `
precision highp float;
precision highp int;
${CAMERA_GLSL}
in vec2 corner;
uniform highp sampler2D state;
uniform highp sampler2DArray kept;
uniform float ago[${KEPT}];
uniform int newest;
uniform float halfWidth;
out float across;
out float strength;
out float reach;
vec4 placeAt(ivec2 texel, int k) {
  if (k == 0) return texelFetch(state, texel, 0);
  return texelFetch(kept, ivec3(texel, (newest - k + ${KEPT + 1}) % ${KEPT}), 0);
}
float secondsAgo(int k) { return k == 0 ? 0.0 : ago[k - 1]; }
int sinceStart(int k, float age) {
  while (k > 0 && secondsAgo(k) > age + 1e-3) k--;
  return k;
}
void main() {
  ivec2 texel = ivec2(gl_InstanceID % ${SIDE}, gl_InstanceID / ${SIDE});
  vec4 head = placeAt(texel, 0);
  strength = 0.0;
  across = 0.0;
  reach = 0.0;
  gl_Position = ${NOWHERE_GLSL};
  if (head.z > ${FADE.toFixed(2)} || head.w <= 0.0) return;
  int k = sinceStart(int(corner.x), head.w);
  vec4 here = placeAt(texel, k);
  vec2 ahead = toPixels(placeAt(texel, max(k - 1, 0)).xy);
  vec2 behind = toPixels(placeAt(texel, sinceStart(min(k + 1, ${KEPT}), head.w)).xy);
  vec2 along = ahead - behind;
  vec2 normal = vec2(-along.y, along.x) / max(length(along), 1e-6);
  strength = clamp(1.0 - (secondsAgo(k) + max(here.z, 0.0)) / ${FADE.toFixed(2)}, 0.0, 1.0);
  reach = halfWidth * mix(${TRAIL_TAPER.toFixed(3)}, 1.0, strength);
  across = corner.y * (reach + ${HALO_GLSL_WIDTH} + 0.5);
  gl_Position = toClip(toPixels(here.xy) + normal * across);
}
`;

const FRAGMENT = /* glsl */ `
precision highp float;
uniform vec4 color;
uniform vec4 halo;
in float across;
in float strength;
in float reach;
out vec4 result;
${HALO_GLSL}
void main() {
  result = withHalo(reach, across);
  result.a *= strength * sqrt(strength);
}
`;

/** Particles drifting along the velocity field, with trails that fade by time. Only for a GPU that writes float targets. */
export class TrailsPass {
  readonly object: Mesh<InstancedBufferGeometry, RawShaderMaterial>;
  readonly #state: IUniform = { value: null };
  readonly #kept: IUniform = { value: null };
  readonly #ago: IUniform = { value: new Float32Array(KEPT) };
  readonly #newest = { value: 0 };
  readonly #color = { value: new Vector4(0, 0, 0, 1) };
  readonly #halo = { value: new Vector4(1, 1, 1, 0) };
  #particles: Particles | undefined;
  #started = false;
  /** Of the field's known part, in data units. */
  #area = 0;

  constructor(camera: CameraUniforms) {
    const material = passMaterial(VERTEX, FRAGMENT, camera, {
      state: this.#state,
      kept: this.#kept,
      ago: this.#ago,
      newest: this.#newest,
      halfWidth: { value: TRAIL_HALF_WIDTH },
      color: this.#color,
      halo: this.#halo,
    });
    this.object = new Mesh(ribbon(), material);
    this.object.frustumCulled = false;
    this.object.visible = false;
  }

  /** Starts anew in another field; `pace`, `seed` and `loop` as for {@link Particles.of}. */
  setField(field: VectorField | undefined, pace: number, seed: number, loop: Loop | undefined): void {
    this.#particles?.dispose();
    this.#particles = field && Particles.of(field, pace, seed, loop);
    this.#area = field ? knownArea(field) : 0;
    this.restart();
  }

  /** Starts anew in the same field. */
  restart(): void {
    this.#started = false;
  }

  /** How many particles the flow has room for at a magnification (CSS pixels per data unit), `density` times as many as usual. */
  roomAt(scale: number, density: number): number {
    return this.#particles ? particleRoom(this.#area, scale, density) : 0;
  }

  /** Draws the first `count` particles. */
  setCount(count: number): void {
    this.object.geometry.instanceCount = count;
  }

  /** Colour of the lines and of the halo that parts them from the cells beneath. */
  setColors(color: Rgba, halo: Rgba): void {
    this.#color.value.set(...color);
    this.#halo.value.set(...halo);
  }

  /**
   * Moves at least `count` particles on by `dt` seconds. The first time, and where particles are added while all stand still, they
   * are shown as if they had been drifting for a while.
   */
  step(renderer: WebGLRenderer, count: number, dt: number): void {
    const particles = this.#particles;
    if (!particles) return;
    const grows = particles.count < Math.min(count, MOST_PARTICLES);
    if (grows) particles.grow(count);
    if (!this.#started || (grows && dt === 0)) particles.start(renderer);
    this.#started = true;
    if (dt > 0) particles.step(renderer, dt);
    this.#state.value = particles.state.texture;
    this.#kept.value = particles.history.texture;
    this.#ago.value = particles.clock.ago;
    this.#newest.value = particles.clock.newest;
  }

  dispose(): void {
    this.#particles?.dispose();
    this.object.geometry.dispose();
    this.object.material.dispose();
  }
}

function ribbon(): InstancedBufferGeometry {
  const corners: number[] = [];
  const triangles: number[] = [];
  for (let k = 0; k <= KEPT; k++) {
    corners.push(k, -1, k, 1);
    if (k < KEPT) triangles.push(2 * k, 2 * k + 1, 2 * k + 2, 2 * k + 2, 2 * k + 1, 2 * k + 3);
  }
  const geometry = new InstancedBufferGeometry();
  geometry.setAttribute('corner', new BufferAttribute(Float32Array.from(corners), 2));
  geometry.setIndex(triangles);
  geometry.instanceCount = 0;
  return geometry;
}
