import type { Pixels } from '../../../../src-worker/drawing/dots.ts';

/** The whole of a picture, drawn part by part. */
export type Picture = Pixels & { data: Uint8ClampedArray<ArrayBuffer> };

/** Rows of a picture that are drawn at a time. */
export interface Band {
  top: number;
  rows: number;
  /** Pixels a point. */
  scale: number;
}

/** A picture of one colour, #rrggbb, or of none. */
export function beginPicture(width: number, height: number, background: string | null): Picture {
  const data = new Uint8ClampedArray(4 * width * height);
  if (background !== null) {
    const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(background.slice(at, at + 2), 16));
    const word = new Uint32Array(Uint8Array.of(red, green, blue, 255).buffer)[0];
    new Uint32Array(data.buffer).fill(word);
  }
  return { width, height, data };
}

/**
 * Lays rows of RGBA pixels over a picture.
 *
 * @param above as wide as the picture
 * @param top the row that its first one lies on
 */
export function layOver({ width, data }: Picture, above: Uint8Array, top: number): void {
  const from = width * top;
  const count = above.length / 4;
  for (let i = 0; i < count; i++) {
    const share = above[4 * i + 3];
    if (share === 0) continue;
    const at = 4 * (from + i);
    const below = data[at + 3] * (1 - share / 255);
    const alpha = share + below;
    for (let k = 0; k < 3; k++) data[at + k] = (above[4 * i + k] * share + data[at + k] * below) / alpha;
    data[at + 3] = alpha;
  }
}
