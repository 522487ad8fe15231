import type { AnimationSettings } from '../../src-renderer/animation/choices.ts';
import type { AnimationContent } from '../../src-renderer/animation/content.ts';
import { machineProblem } from '../../src-renderer/animation/encoding.ts';
import { AnimationPicture } from '../../src-renderer/animation/picture.ts';
import { recordAnimation } from '../../src-renderer/animation/recorder.ts';
import { whirlField, whirlingCells } from './fields.ts';

/** A recording as it went. */
export interface Recorded {
  /** A byte a character. */
  bytes: string;
  /** What it ended with; empty where nothing went wrong. */
  error: string;
  /** Frames told of. */
  frames: number;
  /** Milliseconds for all of it. */
  elapsed: number;
}

/** What the test asks of the page. */
export interface AnimationPage {
  /** Draws these frames without encoding them, and answers a byte a pixel, the green, of each. */
  pictures(settings: AnimationSettings, frames: number[], cells?: number): string[];
  /** Records; after so many frames it is cancelled, or the disk is full after so many bytes, where that is given. */
  record(settings: AnimationSettings, ends?: { cancelAfter?: number; fullAfter?: number }): Promise<Recorded>;
  /** Why a size cannot be recorded. */
  problem(width: number, height: number): Promise<string | undefined>;
}

declare global {
  interface Window {
    animationPage: AnimationPage;
  }
}

window.animationPage = {
  pictures(settings, frames, cells) {
    const canvas = new OffscreenCanvas(settings.width, settings.height);
    const picture = new AnimationPicture(canvas, content(cells), settings, 'sans-serif');
    const context = canvas.getContext('2d')!;
    const taken: string[] = [];
    for (let frame = 0; frame <= Math.max(...frames); frame++) {
      picture.draw(frame);
      if (!frames.includes(frame)) continue;
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      taken.push(text(data.filter((_, k) => k % 4 === 1)));
    }
    picture.dispose();
    return taken;
  },
  async record(settings, { cancelAfter = Infinity, fullAfter = Infinity } = {}) {
    let file = new Uint8Array(0);
    let frames = 0;
    let error = '';
    const cancel = new AbortController();
    const write = (position: number, piece: Uint8Array): Promise<void> => {
      const end = position + piece.length;
      if (end > fullAfter) return Promise.reject(new Error('The disk is full.'));
      if (end > file.length) {
        const longer = new Uint8Array(end);
        longer.set(file);
        file = longer;
      }
      file.set(piece, position);
      return Promise.resolve();
    };
    const onFrame = (done: number): void => {
      frames = done;
      if (done >= cancelAfter) cancel.abort(new Error('Cancelled.'));
    };
    const from = performance.now();
    try {
      await recordAnimation(content(), settings, 'sans-serif', write, { signal: cancel.signal, onFrame });
    } catch (thrown) {
      error = String(thrown);
    }
    return { bytes: text(file), error, frames, elapsed: performance.now() - from };
  },
  problem: (width, height) => machineProblem({ width, height }, 'good'),
};

function content(cells = 2000): AnimationContent {
  const { positions, colors } = whirlingCells(cells);
  return {
    positions,
    colors,
    order: undefined,
    selected: undefined,
    field: whirlField(),
    pointScale: 1,
    view: undefined,
    stage: { width: 0, height: 0 },
    labels: [{ text: 'Whirl', x: 20, y: 20 }],
    legend: { kind: 'labels', title: 'Clusters', entries: [{ label: 'Whirl', color: [200, 40, 40] }] },
    title: 'A whirl',
    comment: 'Seed 1',
  };
}

function text(bytes: ArrayLike<number>): string {
  const parts: string[] = [];
  for (let from = 0; from < bytes.length; from += 8192)
    parts.push(
      String.fromCharCode(
        ...Array.from({ length: Math.min(8192, bytes.length - from) }, (_, k) => bytes[from + k]),
      ),
    );
  return parts.join('');
}
