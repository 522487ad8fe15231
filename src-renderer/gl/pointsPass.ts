import { BufferAttribute, BufferGeometry, Points, type RawShaderMaterial } from 'three';

import { CAMERA_GLSL, type CameraUniforms } from './camera.ts';
import { passMaterial } from './passMaterial.ts';

const VERTEX = /* glsl */ `
precision highp float;
${CAMERA_GLSL}
uniform float diameter;
in vec2 position;
in vec4 color;
out vec4 fill;
out float radius;
void main() {
  fill = color;
  radius = 0.5 * diameter * pixelRatio;
  gl_Position = color.a == 0.0 ? vec4(2.0, 2.0, 2.0, 1.0) : toClip(toPixels(position));
  gl_PointSize = 2.0 * radius + 1.0;
}
`;

const FRAGMENT = /* glsl */ `
precision highp float;
in vec4 fill;
in float radius;
out vec4 result;
void main() {
  float distance = length(gl_PointCoord - 0.5) * (2.0 * radius + 1.0);
  float cover = clamp(radius + 0.5 - distance, 0.0, 1.0);
  if (cover == 0.0) discard;
  result = vec4(fill.rgb, fill.a * cover);
}
`;

/** Cells as discs, in the order given; alpha 0 hides one. */
export class PointsPass {
  readonly object: Points;
  readonly #geometry = new BufferGeometry();
  readonly #material: RawShaderMaterial;
  readonly #diameter = { value: 4 };

  constructor(camera: CameraUniforms) {
    this.#material = passMaterial(VERTEX, FRAGMENT, camera, {
      diameter: this.#diameter,
    });
    this.object = new Points(this.#geometry, this.#material);
    this.object.frustumCulled = false;
  }

  /** (x, y) a cell. */
  setPositions(positions: Float32Array): void {
    this.#geometry.setAttribute('position', new BufferAttribute(positions, 2));
  }

  /** RGBA a cell. */
  setColors(colors: Uint8Array): void {
    this.#geometry.setAttribute('color', new BufferAttribute(colors, 4, true));
  }

  /** In CSS pixels. */
  setDiameter(diameter: number): void {
    this.#diameter.value = diameter;
  }

  dispose(): void {
    this.#geometry.dispose();
    this.#material.dispose();
  }
}
