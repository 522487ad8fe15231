import {
  BufferAttribute,
  InstancedBufferGeometry,
  InstancedInterleavedBuffer,
  InterleavedBufferAttribute,
} from 'three';

import { HALO_WIDTH } from '../../src-worker/drawing/strokes.ts';

/**
 * Segments between consecutive samples of (x, y, w), drawn as ribbons of constant width on screen: segment i joins sample i
 * and sample i + 1. The shader reads them as `from` and `to`; what w means, and which segments to hide, is its matter.
 */
export function segmentsOf(samples: Float32Array): InstancedBufferGeometry {
  const geometry = new InstancedBufferGeometry();
  // x runs along the segment (0 … 1), y across it (−1 … 1).
  const corners = new Float32Array([0, -1, 1, -1, 0, 1, 1, 1]);
  geometry.setAttribute('position', new BufferAttribute(corners, 2));
  geometry.setIndex([0, 1, 2, 2, 1, 3]);
  const buffer = new InstancedInterleavedBuffer(samples, 3);
  geometry.setAttribute('from', new InterleavedBufferAttribute(buffer, 3, 0));
  geometry.setAttribute('to', new InterleavedBufferAttribute(buffer, 3, 3));
  geometry.instanceCount = Math.max(0, samples.length / 3 - 1);
  return geometry;
}

/** How far the halo reaches beyond a line, in CSS pixels, as GLSL. */
export const HALO_GLSL_WIDTH = HALO_WIDTH.toFixed(3);

/** GLSL: the corner of a ribbon of the given half width (CSS pixels), with room for the halo and soft edges. */
export const RIBBON_GLSL = /* glsl */ `
in vec2 position;
in vec3 from;
in vec3 to;
out float across;
vec4 ribbon(float halfWidth) {
  vec2 a = toPixels(from.xy);
  vec2 b = toPixels(to.xy);
  vec2 along = b - a;
  float length = max(length(along), 1e-6);
  vec2 normal = vec2(-along.y, along.x) / length;
  float reach = halfWidth + ${HALO_GLSL_WIDTH} + 0.5;
  across = position.y * reach;
  return toClip(mix(a, b, position.x) + normal * across);
}
`;

/** GLSL: the colour at a distance from the middle of a line of the given half width, or of the halo beside it; edges are a device pixel wide. */
export const HALO_GLSL = /* glsl */ `
uniform float pixelRatio;
vec4 withHalo(float halfWidth, float across) {
  float inside = halfWidth - abs(across);
  float line = clamp(inside * pixelRatio + 0.5, 0.0, 1.0);
  float both = clamp((inside + ${HALO_GLSL_WIDTH}) * pixelRatio + 0.5, 0.0, 1.0);
  return vec4(mix(halo.rgb, color.rgb, line), mix(halo.a * both, color.a, line));
}
`;

/** A place outside of everything that is drawn. */
export const NOWHERE_GLSL = 'vec4(2.0, 2.0, 2.0, 1.0)';
