import { getFirstEncodableVideoCodec, Quality } from 'mediabunny';

import type { Size } from '../../src-worker/drawing/view.ts';
import type { AnimationQuality } from './choices.ts';

/** The codecs of WebM, the better first. */
const CODECS = ['vp9', 'vp8'] as const;
export type AnimationCodec = (typeof CODECS)[number];

/** From the coarsest (0) to the finest (1). */
const LEVELS: Record<AnimationQuality, number> = { small: 0.2, good: 0.6, best: 1.2 };

/** How well frames are kept: by an equal quantizer for all of them where the encoder can, else by a rate that suits their size. */
export function encodingQuality(quality: AnimationQuality): Quality {
  return new Quality(LEVELS[quality]);
}

/** The best codec in which this machine can encode pictures of that size; undefined where it can in none. */
export async function codecFor(
  { width, height }: Size,
  quality: AnimationQuality,
): Promise<AnimationCodec | undefined> {
  if (Math.max(width, height) > largestSide()) return undefined;
  const options = { width, height, quality: encodingQuality(quality) };
  const codec = await getFirstEncodableVideoCodec([...CODECS], options);
  return CODECS.find((one) => one === codec);
}

/**
 * Why this machine cannot record pictures of that size, with the largest of the same shape that it can; undefined where it can.
 */
export async function machineProblem(size: Size, quality: AnimationQuality): Promise<string | undefined> {
  if (await codecFor(size, quality)) return undefined;
  const least = scaled(size, 256 / Math.max(size.width, size.height));
  if (!(await codecFor(least, quality))) return 'This computer cannot encode video as VP9 or VP8.';
  const { width, height } = await largest(least, size, quality);
  return `This computer can record ${width} × ${height} pixels at most in this shape.`;
}

/** The largest size between one that can be encoded and one that cannot. */
async function largest(low: Size, high: Size, quality: AnimationQuality): Promise<Size> {
  let [fits, fails] = [low.width / high.width, 1];
  while ((fails - fits) * Math.max(high.width, high.height) > 2) {
    const middle = (fits + fails) / 2;
    if (await codecFor(scaled(high, middle), quality)) fits = middle;
    else fails = middle;
  }
  return scaled(high, fits);
}

function scaled({ width, height }: Size, factor: number): Size {
  const even = (side: number): number => Math.max(2, 2 * Math.floor((side * factor) / 2));
  return { width: even(width), height: even(height) };
}

let side: number | undefined;

/** The longest side of a picture that the graphics processor draws. */
function largestSide(): number {
  side ??= askLargestSide();
  return side;
}

function askLargestSide(): number {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!gl) return 0;
  const [width, height] = gl.getParameter(gl.MAX_VIEWPORT_DIMS) as Int32Array;
  const texture = gl.getParameter(gl.MAX_TEXTURE_SIZE) as number;
  const buffer = gl.getParameter(gl.MAX_RENDERBUFFER_SIZE) as number;
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return Math.min(width, height, texture, buffer);
}
