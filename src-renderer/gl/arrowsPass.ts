import {
  BufferAttribute,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  Mesh,
  Vector4,
  type RawShaderMaterial,
} from 'three';

import type { Arrows } from '../../src-worker/drawing/arrows.ts';
import { HALF_WIDTH, LONGEST_ARROW, type Rgba } from '../../src-worker/drawing/strokes.ts';
import { CAMERA_GLSL, type CameraUniforms } from './camera.ts';
import { passMaterial } from './passMaterial.ts';
import { HALO_GLSL, HALO_GLSL_WIDTH } from './segments.ts';

const VERTEX = /* glsl */ `
precision highp float;
${CAMERA_GLSL}
in vec2 position;
in vec4 arrow;
uniform float longest;
out vec2 place;
out float extent;
void main() {
  vec2 way = arrow.zw * view.z;
  float drawn = max(length(way), 1e-6);
  vec2 along = way / drawn;
  extent = min(drawn, longest);
  // In pixels from the tail, along the arrow and across it, with room for halo and soft edges.
  vec2 room = vec2(0.5 * extent, min(0.3 * extent, 4.0)) + 1.0 + ${HALO_GLSL_WIDTH};
  vec2 corner = position * room;
  place = vec2(corner.x + 0.5 * extent, corner.y);
  gl_Position = toClip(toPixels(arrow.xy) + along * corner.x + vec2(-along.y, along.x) * corner.y);
}
`;

/** The distance to the arrow's shape, a line with a solid head, then coloured as the ribbons of the other flows are. */
const FRAGMENT = /* glsl */ `
precision highp float;
uniform vec4 color;
uniform vec4 halo;
uniform float halfWidth;
in vec2 place;
in float extent;
out vec4 result;
${HALO_GLSL}
void main() {
  float head = min(0.45 * extent, 7.0);
  float shaft = length(vec2(place.x - clamp(place.x, 0.0, extent - head), place.y)) - halfWidth;
  float side = (abs(place.y) - 0.5 * (extent - place.x)) * 0.894;
  float tip = max(side, extent - head - place.x);
  result = withHalo(halfWidth, max(min(shaft, tip) + halfWidth, 0.0));
}
`;

/** Arrows of the field's nodes or of cells, of constant width on screen. */
export class ArrowsPass {
  readonly object: Mesh<InstancedBufferGeometry, RawShaderMaterial>;
  readonly #color = { value: new Vector4(0, 0, 0, 1) };
  readonly #halo = { value: new Vector4(1, 1, 1, 0) };

  constructor(camera: CameraUniforms) {
    const material = passMaterial(VERTEX, FRAGMENT, camera, {
      halfWidth: { value: HALF_WIDTH },
      longest: { value: LONGEST_ARROW },
      color: this.#color,
      halo: this.#halo,
    });
    this.object = new Mesh(arrowGeometry(new Float32Array(0)), material);
    this.object.frustumCulled = false;
    this.object.visible = false;
  }

  setArrows(arrows: Arrows): void {
    this.object.geometry.dispose();
    this.object.geometry = arrowGeometry(arrows);
  }

  /** Colour of the arrows and of the halo that parts them from the cells beneath. */
  setColors(color: Rgba, halo: Rgba): void {
    this.#color.value.set(...color);
    this.#halo.value.set(...halo);
  }

  dispose(): void {
    this.object.geometry.dispose();
    this.object.material.dispose();
  }
}

function arrowGeometry(arrows: Arrows): InstancedBufferGeometry {
  const geometry = new InstancedBufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(new Float32Array([-1, -1, 1, -1, -1, 1, 1, 1]), 2));
  geometry.setIndex([0, 1, 2, 2, 1, 3]);
  geometry.setAttribute('arrow', new InstancedBufferAttribute(arrows, 4));
  geometry.instanceCount = arrows.length / 4;
  return geometry;
}
