import { Camera, Scene, type Object3D, type WebGLRenderer } from 'three';

/** Objects drawn in the order in which they were added. Their shaders place them, so that there are no matrices to keep up to date. */
export class FlatScene {
  readonly #scene = new Scene();
  readonly #camera = new Camera();

  constructor(...objects: Object3D[]) {
    this.#scene.matrixWorldAutoUpdate = false;
    this.#camera.matrixWorldAutoUpdate = false;
    this.#scene.add(...objects);
  }

  /** Draws into the current target. */
  render(renderer: WebGLRenderer): void {
    renderer.render(this.#scene, this.#camera);
  }
}
