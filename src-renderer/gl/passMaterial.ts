import { GLSL3, RawShaderMaterial, type IUniform } from 'three';

import type { CameraUniforms } from './camera.ts';

/** The material of one pass: its shaders with the camera's uniforms and its own, blended flat over what lies beneath. */
export function passMaterial(
  vertexShader: string,
  fragmentShader: string,
  camera: CameraUniforms,
  uniforms: Record<string, IUniform>,
): RawShaderMaterial {
  const { view, size, pixelRatio } = camera;
  return new RawShaderMaterial({
    glslVersion: GLSL3,
    vertexShader,
    fragmentShader,
    uniforms: { view, size, pixelRatio, ...uniforms },
    transparent: true,
    depthTest: false,
    depthWrite: false,
  });
}
