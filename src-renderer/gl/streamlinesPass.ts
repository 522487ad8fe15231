import { Mesh, Vector4, type InstancedBufferGeometry, type RawShaderMaterial } from 'three';

import { drawnLines, headPlace, type Lines } from '../../src-worker/drawing/lines.ts';
import { HALF_WIDTH, HEAD_ASPECT, HEAD_LENGTH, type Rgba } from '../../src-worker/drawing/strokes.ts';
import { CAMERA_GLSL, type CameraUniforms } from './camera.ts';
import { passMaterial } from './passMaterial.ts';
import { HALO_GLSL, NOWHERE_GLSL, RIBBON_GLSL, segmentsOf } from './segments.ts';

const SHAFT = 0;
const HEAD = 1;
const GAP = 2;

const VERTEX = /* glsl */ `
precision highp float;
${CAMERA_GLSL}
${RIBBON_GLSL}
uniform float halfWidth;
out float reach;
void main() {
  reach = halfWidth;
  if (from.z == ${GAP.toFixed(1)}) {
    gl_Position = ${NOWHERE_GLSL};
  } else if (from.z == ${SHAFT.toFixed(1)}) {
    gl_Position = ribbon(halfWidth);
  } else {
    vec2 tip = toPixels(to.xy);
    vec2 along = normalize(tip - toPixels(from.xy) + vec2(1e-9, 0.0));
    vec2 normal = vec2(-along.y, along.x);
    float length = ${HEAD_LENGTH.toFixed(3)};
    reach = 1e3;
    across = 0.0;
    gl_Position = toClip(tip + along * length * (position.x - 0.5) + normal * length * ${(HEAD_ASPECT / 2).toFixed(3)} * position.y * (1.0 - position.x));
  }
}
`;

const FRAGMENT = /* glsl */ `
precision highp float;
uniform vec4 color;
uniform vec4 halo;
in float across;
in float reach;
out vec4 result;
${HALO_GLSL}
void main() {
  result = withHalo(reach, across);
}
`;

/** The run's streamlines, standing still, with an arrow head at the middle of each. */
export class StreamlinesPass {
  readonly object: Mesh<InstancedBufferGeometry, RawShaderMaterial>;
  readonly #color = { value: new Vector4(0, 0, 0, 1) };
  readonly #halo = { value: new Vector4(1, 1, 1, 0) };

  constructor(camera: CameraUniforms) {
    const material = passMaterial(VERTEX, FRAGMENT, camera, {
      halfWidth: { value: HALF_WIDTH },
      color: this.#color,
      halo: this.#halo,
    });
    this.object = new Mesh(segmentsOf(new Float32Array(6)), material);
    this.object.frustumCulled = false;
    this.object.visible = false;
  }

  setLines(lines: Lines | undefined): void {
    this.object.geometry.dispose();
    this.object.geometry = segmentsOf(lines ? samplesOf(lines) : new Float32Array(6));
  }

  /** Colour of the lines and of the halo that parts them from the cells beneath. */
  setColors(color: Rgba, halo: Rgba): void {
    this.#color.value.set(...color);
    this.#halo.value.set(...halo);
  }

  dispose(): void {
    this.object.geometry.dispose();
    this.object.material.dispose();
  }
}

/**
 * Samples (x, y, what) for {@link segmentsOf}: every point of a line, a gap after its last, and then, as a pair of its
 * own, the place and direction of its arrow head.
 */
export function samplesOf(lines: Lines): Float32Array {
  const { points } = lines;
  const out: number[] = [];
  for (const { from, to } of drawnLines(lines)) {
    for (let p = from; p < to; p++) out.push(points[2 * p], points[2 * p + 1], p + 1 < to ? SHAFT : GAP);
    const middle = headPlace(from, to);
    out.push(points[2 * middle - 2], points[2 * middle - 1], HEAD);
    out.push(points[2 * middle], points[2 * middle + 1], GAP);
  }
  return out.length > 0 ? Float32Array.from(out) : new Float32Array([0, 0, GAP, 0, 0, GAP]);
}
