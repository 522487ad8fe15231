import {
  BufferAttribute,
  BufferGeometry,
  GLSL3,
  Mesh,
  NoBlending,
  RawShaderMaterial,
  type IUniform,
  type WebGLRenderer,
  type WebGLRenderTarget,
} from 'three';

import { FlatScene } from './flatScene.ts';

const VERTEX = /* glsl */ `
precision highp float;
in vec2 position;
void main() { gl_Position = vec4(position, 0.0, 1.0); }
`;

/** A fragment shader run once for every pixel of a target; what it writes replaces what was there. */
export class ScreenPass {
  readonly object: Mesh<BufferGeometry, RawShaderMaterial>;
  #scene: FlatScene | undefined;

  constructor(fragmentShader: string, uniforms: Record<string, IUniform>) {
    const geometry = new BufferGeometry();
    // One triangle that covers the screen.
    geometry.setAttribute('position', new BufferAttribute(new Float32Array([-1, -1, 3, -1, -1, 3]), 2));
    const material = new RawShaderMaterial({
      glslVersion: GLSL3,
      vertexShader: VERTEX,
      fragmentShader,
      uniforms,
      blending: NoBlending,
      depthTest: false,
      depthWrite: false,
    });
    this.object = new Mesh(geometry, material);
    this.object.frustumCulled = false;
  }

  /** Writes a target, or one layer of it. */
  render(renderer: WebGLRenderer, target: WebGLRenderTarget, layer = 0): void {
    this.#scene ??= new FlatScene(this.object);
    renderer.setRenderTarget(target, layer);
    this.#scene.render(renderer);
  }

  dispose(): void {
    this.object.geometry.dispose();
    this.object.material.dispose();
  }
}
