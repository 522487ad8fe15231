import { EmbeddingScene } from '../../src-renderer/gl/embeddingScene.ts';
import { INITIAL_PROPS, type Flow, type SceneProps } from '../../src-renderer/gl/sceneProps.ts';
import { EXTENT, whirlField, whirlingCells } from './fields.ts';

/** What happens to the picture between its frames, beside the flow. */
export type Move = 'rest' | 'pan' | 'zoom';

/** What is asked of the page that draws frames. */
export interface FramesPage {
  /**
   * Shows cells in a whirl, with a flow over them.
   *
   * @param extent Of the whole whirl, in CSS pixels; there are more particles the larger it is.
   */
  show: (cells: number, flow: Flow, extent: number) => void;
  /**
   * Draws frames one after another as the browser would ask for them, each when the GPU has finished the one before, and
   * answers how long the page's thread took for each, in milliseconds: to take the new view where there is one, and to draw.
   */
  frames: (count: number, move: Move) => Promise<number[]>;
  /** Draws one more frame and answers how many particles it shows. */
  particles: () => number;
}

declare global {
  interface Window {
    framesPage: FramesPage;
  }
}

/** Between two frames of the scene's clock, in milliseconds. */
const INTERVAL = 1000 / 60;

/*
 * The scene gets a clock of its own: where the processor draws, frames take so long that the scene would show fewer cells and
 * particles.
 */
const nextFrame = window.requestAnimationFrame.bind(window);
let asked: FrameRequestCallback | undefined;
let clock = 0;
window.requestAnimationFrame = (draw) => {
  asked = draw;
  return 1;
};

const canvas = document.querySelector('canvas')!;
const scene = new EmbeddingScene(canvas);
const gl = canvas.getContext('webgl2')!;
const side = window.innerWidth;
let shown: Partial<SceneProps> = {};
let shownExtent = side;

window.framesPage = {
  show(cells, flow, extent) {
    shownExtent = extent;
    const { flowColor, flowHalo } = INITIAL_PROPS;
    const { positions, velocities, colors } = whirlingCells(cells);
    const streamlines = { points: positions.slice(0, 200), offsets: Uint32Array.of(0, 50, 100) };
    scene.setProps({ positions, field: whirlField(), streamlines, cellVelocities: velocities });
    scene.setProps({ colors });
    shown = { flow, still: false, flowColor, flowHalo, width: side, height: side, pixelRatio: 1 };
    scene.setProps({ ...shown, ...lookedAt(0, 'rest') });
  },
  async frames(count, move) {
    const changes = Array.from({ length: count }, (_, k) => ({ ...shown, ...lookedAt(k, move) }));
    const times = new Array<number>(count).fill(0);
    for (let k = 0; k < count; k++) {
      const from = performance.now();
      if (move !== 'rest') scene.setProps(changes[k]);
      drawFrame();
      times[k] = performance.now() - from;
      await finished();
    }
    return times;
  },
  particles() {
    let particles = 0;
    const draw = gl.drawElementsInstanced;
    gl.drawElementsInstanced = (mode, count, type, offset, instances) => {
      particles = instances;
      draw.call(gl, mode, count, type, offset, instances);
    };
    drawFrame();
    gl.drawElementsInstanced = draw;
    return particles;
  },
};

/** Where the k-th frame looks, as the window tells the scene. */
function lookedAt(k: number, move: Move): Pick<SceneProps, 'view' | 'pointDiameter'> {
  const along = move === 'pan' ? 0.3 * Math.sin(k / 10) : 0;
  const times = move === 'zoom' ? 1.2 + 0.2 * Math.sin(k / 10) : 1;
  return {
    view: { x: EXTENT * (0.5 + along), y: EXTENT / 2, scale: (times * shownExtent) / EXTENT },
    pointDiameter: 2 * times ** 0.4,
  };
}

function drawFrame(): void {
  const draw = asked;
  asked = undefined;
  clock += INTERVAL;
  draw?.(clock);
}

/** Waits until the GPU has done all that it was asked for. */
async function finished(): Promise<void> {
  const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0)!;
  gl.flush();
  do await new Promise(nextFrame);
  while (gl.getSyncParameter(fence, gl.SYNC_STATUS) !== gl.SIGNALED);
  gl.deleteSync(fence);
}
