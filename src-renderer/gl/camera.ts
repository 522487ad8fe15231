import { Vector3, Vector2 } from 'three';

import type { View } from '../../src-worker/drawing/view.ts';

/**
 * The uniforms shared by all passes: data → clip coordinates as scale and offset, the canvas in CSS pixels, and device
 * pixels per CSS pixel. Passes hold this object, so that one change reaches all of them.
 */
export class CameraUniforms {
  /** x, y: offset in data units; z: CSS pixels per data unit. */
  readonly view = { value: new Vector3(0, 0, 1) };
  readonly size = { value: new Vector2(1, 1) };
  readonly pixelRatio = { value: 1 };

  set(view: View, width: number, height: number, pixelRatio: number): void {
    this.view.value.set(view.x, view.y, view.scale);
    this.size.value.set(width, height);
    this.pixelRatio.value = pixelRatio;
  }
}

/** GLSL of the projection that belongs to {@link CameraUniforms}. */
export const CAMERA_GLSL = /* glsl */ `
uniform vec3 view;
uniform vec2 size;
uniform float pixelRatio;
vec2 toPixels(vec2 data) { return (data - view.xy) * view.z; }
vec4 toClip(vec2 pixels) { return vec4(2.0 * pixels / size, 0.0, 1.0); }
`;
