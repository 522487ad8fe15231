import { Mesh, type RawShaderMaterial, Vector4 } from 'three';

import { Particles, type AdvectionOptions } from './advection.ts';
import { CAMERA_GLSL, type CameraUniforms } from './camera.ts';
import { passMaterial } from './passMaterial.ts';
import { HALO_GLSL, NOWHERE_GLSL, RIBBON_GLSL, segmentsOf, type Rgba, type Segments } from './segments.ts';
import { TrailHistory } from './trailHistory.ts';
import type { VectorField } from './vectorField.ts';

/** Seconds after which a trail has faded. */
const FADE = 1.4;
const SAMPLES = 24;
const BETWEEN_SAMPLES = FADE / (SAMPLES - 2);
/** Square CSS pixels of the flow's area for each particle drawn. */
const ROOM = 160;

const VERTEX = /* glsl */ `
precision highp float;
${CAMERA_GLSL}
${RIBBON_GLSL}
uniform float now;
uniform float halfWidth;
out float strength;
out float reach;
void main() {
  float time = mix(from.z, to.z, position.x);
  strength = clamp(1.0 - (now - time) / ${FADE.toFixed(2)}, 0.0, 1.0);
  reach = halfWidth * (0.45 + 0.55 * strength);
  bool hidden = from.z < 0.0 || to.z < 0.0 || now - from.z > ${FADE.toFixed(2)};
  gl_Position = hidden ? ${NOWHERE_GLSL} : ribbon(reach);
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

/** Particles drifting along the velocity field, with trails that fade by time. */
export class TrailsPass {
  readonly object: Mesh;
  readonly #material: RawShaderMaterial;
  readonly #now = { value: 0 };
  readonly #color = { value: new Vector4(0, 0, 0, 1) };
  readonly #halo = { value: new Vector4(1, 1, 1, 0) };
  #particles: Particles | undefined;
  #history: TrailHistory | undefined;
  #segments: Segments = segmentsOf(new Float32Array(6), true);
  #sinceSample = 0;
  /** Of the field's known part, in data units. */
  #area = 0;

  constructor(camera: CameraUniforms) {
    this.#material = passMaterial(VERTEX, FRAGMENT, camera, {
      now: this.#now,
      halfWidth: { value: 0.8 },
      color: this.#color,
      halo: this.#halo,
    });
    this.object = new Mesh(this.#segments.geometry, this.#material);
    this.object.frustumCulled = false;
    this.object.visible = false;
  }

  /** Starts anew in another field, as if the flow had been running for a while. */
  setField(field: VectorField | undefined, options: Omit<AdvectionOptions, 'rest'>): void {
    this.#segments.geometry.dispose();
    this.#particles = field && new Particles(field, { ...options, rest: FADE });
    this.#history = this.#particles && new TrailHistory(this.#particles, SAMPLES);
    this.#segments = segmentsOf(this.#history?.data ?? new Float32Array(6), true);
    this.object.geometry = this.#segments.geometry;
    this.#area = field ? knownArea(field) : 0;
    this.#now.value = 0;
    this.#sinceSample = 0;
    for (let elapsed = 0; elapsed < 1.5 * FADE; elapsed += BETWEEN_SAMPLES) this.step(BETWEEN_SAMPLES);
  }

  /** Draws as many particles as the flow has room for at this magnification (CSS pixels per data unit). */
  setScale(scale: number): void {
    const drawn = Math.min(this.#particles?.count ?? 0, Math.round((this.#area * scale * scale) / ROOM));
    this.#segments.geometry.instanceCount = Math.max(0, drawn * SAMPLES - 1);
  }

  /** Colour of the lines and of the halo that parts them from the cells beneath. */
  setColors(color: Rgba, halo: Rgba): void {
    this.#color.value.set(...color);
    this.#halo.value.set(...halo);
  }

  /** Moves the flow on by `dt` seconds. */
  step(dt: number): void {
    if (!this.#particles || !this.#history) return;
    this.#now.value += dt;
    this.#sinceSample += dt;
    if (this.#sinceSample >= BETWEEN_SAMPLES) {
      this.#history.advance();
      this.#sinceSample %= BETWEEN_SAMPLES;
    }
    this.#particles.step(dt);
    this.#history.follow(this.#now.value);
    this.#segments.buffer.needsUpdate = true;
  }

  dispose(): void {
    this.#segments.geometry.dispose();
    this.#material.dispose();
  }
}

function knownArea({ mask, spacing }: VectorField): number {
  return mask.reduce((sum, known) => sum + known, 0) * spacing[0] * spacing[1];
}
