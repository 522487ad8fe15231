import { EmbeddingScene } from '../../src-renderer/gl/embeddingScene.ts';
import { SIDE, SIZE, uniformField, VIEW } from './fields.ts';

/** A flow without visible cells. */
export interface FlowRequest {
  /** The same everywhere the field is known. */
  vector: readonly [x: number, y: number];
  /** The one node that has cells; without it all have as many. */
  cellsAt?: readonly [column: number, row: number];
  seed?: number;
  /** Whether only `advance` moves it; otherwise the clock does too. */
  still: boolean;
}

/** What the test asks of the page. */
export interface ScenePage {
  /**
   * Draws a flow, moves it on by each of the steps (seconds), and reads every picture back: the alpha of each pixel as a
   * character, from the upper left, row by row.
   */
  pictures(request: FlowRequest, steps: number[]): string[];
  /** Whether a flow looks as before after `milliseconds` of the page's own time. */
  sameAfter(request: FlowRequest, milliseconds: number): Promise<boolean>;
}

declare global {
  interface Window {
    page: ScenePage;
  }
}

window.page = {
  pictures(request, steps) {
    show(request);
    return steps.map((seconds) => Array.from(read(seconds), (alpha) => String.fromCharCode(alpha)).join(''));
  },
  async sameAfter(request, milliseconds) {
    show(request);
    const before = read(0);
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    const after = read(0);
    return before.every((value, k) => value === after[k]);
  },
};

const canvas = document.querySelector('canvas')!;
const scene = new EmbeddingScene(canvas);

function show({ vector, cellsAt, seed = 1, still }: FlowRequest): void {
  const field = uniformField(vector);
  if (cellsAt) {
    field.density = new Float32Array(field.mask.length);
    field.density[cellsAt[1] * SIDE + cellsAt[0]] = 7;
  }
  scene.setProps({
    positions: Float32Array.from([0, 0, SIDE - 1, SIDE - 1]),
    colors: new Uint8Array(8),
    field,
    flow: 'animated',
    still,
    seed,
    view: VIEW,
    width: SIZE,
    height: SIZE,
  });
}

/** Moves the flow on and reads the alpha of every pixel, from the upper left, row by row. */
function read(seconds: number): Uint8Array {
  // What was drawn can be read until the browser shows it: within the same task.
  scene.advance(seconds);
  const gl = canvas.getContext('webgl2')!;
  const pixels = new Uint8Array(4 * SIZE * SIZE);
  gl.readPixels(0, 0, SIZE, SIZE, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
  return Uint8Array.from({ length: SIZE * SIZE }, (_, k) => {
    const row = SIZE - 1 - Math.floor(k / SIZE);
    return pixels[4 * (row * SIZE + (k % SIZE)) + 3];
  });
}
