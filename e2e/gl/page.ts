import { EmbeddingScene } from '../../src-renderer/gl/embeddingScene.ts';
import type { SceneProps } from '../../src-renderer/gl/sceneProps.ts';

/** What the test drives: the scene, and the pixels it has drawn. */
export interface ScenePage {
  EmbeddingScene: typeof EmbeddingScene;
  /** A scene on a canvas of its own, without movement unless the props say otherwise. */
  open(props: Partial<SceneProps> & { width: number; height: number }): EmbeddingScene;
  /** Moves the flow on, draws, and reads back the alpha of every pixel, from the upper left, row by row. */
  coverage(scene: EmbeddingScene, seconds: number): Uint8Array;
}

declare global {
  interface Window {
    page: ScenePage;
  }
}

const canvases = new WeakMap<EmbeddingScene, HTMLCanvasElement>();

window.page = {
  EmbeddingScene,
  open(props) {
    const canvas = document.createElement('canvas');
    document.body.replaceChildren(canvas);
    canvas.style.width = `${props.width}px`;
    canvas.style.height = `${props.height}px`;
    const scene = new EmbeddingScene(canvas);
    scene.setProps({ still: true, flowColor: [0, 0, 0, 1], flowHalo: [1, 1, 1, 0], ...props });
    canvases.set(scene, canvas);
    return scene;
  },
  coverage(scene, seconds) {
    scene.advance(seconds);
    const canvas = canvases.get(scene)!;
    const gl = canvas.getContext('webgl2')!;
    const { width, height } = canvas;
    const pixels = new Uint8Array(4 * width * height);
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
    const out = new Uint8Array(width * height);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) out[y * width + x] = pixels[4 * ((height - 1 - y) * width + x) + 3];
    return out;
  },
};
