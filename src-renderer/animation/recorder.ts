import { CanvasSource, Output, StreamTarget, WebMOutputFormat } from 'mediabunny';

import { frameCount, type AnimationSettings } from './choices.ts';
import type { AnimationContent } from './content.ts';
import { codecFor, encodingQuality, machineProblem } from './encoding.ts';
import { AnimationPicture } from './picture.ts';

/** Where the file's bytes go: in pieces, each at its place from the start, not all in order. */
export type WritePiece = (position: number, bytes: Uint8Array<ArrayBuffer>) => Promise<void>;

/** How a recording tells how far it is, and how it is ended. */
export interface RecordingHooks {
  signal: AbortSignal;
  /** Frames that are drawn, after each. */
  onFrame: (done: number) => void;
}

/** In bytes: so much of the file is held until it is written. */
const PIECE = 2 ** 21;

/**
 * Draws an animation frame by frame, each the same time after the one before whatever drawing it takes, and encodes it as WebM of
 * exactly the length asked for. Between frames the page can do other things. Ends when all pieces are written.
 *
 * @param family CSS family of names and legend, whose font is loaded.
 * @throws Error where this machine cannot draw or encode such a picture, or `write` fails; the signal's reason where it ends it.
 */
export async function recordAnimation(
  content: AnimationContent,
  settings: AnimationSettings,
  family: string,
  write: WritePiece,
  { signal, onFrame }: RecordingHooks,
): Promise<void> {
  const { width, height, frameRate, quality } = settings;
  const codec = await codecFor(settings, quality);
  if (!codec) throw new Error(await machineProblem(settings, quality));
  const canvas = new OffscreenCanvas(width, height);
  const picture = new AnimationPicture(canvas, content, settings, family);
  const writable = new WritableStream({
    write: ({ position, data }: { position: number; data: Uint8Array<ArrayBuffer> }) => write(position, data),
  });
  const output = new Output({
    format: new WebMOutputFormat(),
    target: new StreamTarget(writable, { chunked: true, chunkSize: PIECE }),
  });
  const source = new CanvasSource(canvas, { codec, quality: encodingQuality(quality) });
  try {
    output.addVideoTrack(source, { frameRate });
    output.setMetadataTags({ title: content.title, comment: content.comment });
    await output.start();
    const frames = frameCount(settings);
    for (let frame = 0; frame < frames; frame++) {
      signal.throwIfAborted();
      picture.draw(frame);
      await source.add(frame / frameRate, 1 / frameRate);
      onFrame(frame + 1);
      await breath();
    }
    signal.throwIfAborted();
    await output.finalize();
  } catch (error) {
    await output.cancel().catch(() => undefined); // what went wrong first is what counts
    throw error;
  } finally {
    picture.dispose();
  }
}

/** Lets the page draw, and answer the user. A timer would be slowed down while the window is out of sight. */
function breath(): Promise<void> {
  return scheduler.postTask(() => undefined);
}
