/** A picture of RGBA bytes, row by row, as ImageData is. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** Whole pixels of a picture that are drawn into. */
export interface PixelWindow {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Discs of one size, as figures and views have them. */
export interface Discs {
  /** (x, y) a disc. */
  points: Float32Array;
  /** RGBA a disc. */
  colors: Uint8Array;
  radius: number;
}

/** Where the discs' coordinates lie in a picture: pixels a unit, and the place of (0, 0). */
export interface Placing {
  scale: number;
  x: number;
  y: number;
}

/**
 * Draws discs with a soft edge over what is there and over each other, as the shader of the screen's points does: a pixel whose centre
 * is d from the disc's is covered by clamp(radius + 0.5 − d, 0, 1). A hundred thousand take a fraction of a second.
 *
 * @param from,to which of the discs
 * @param within What lies outside is cut off; all of the picture unless told.
 */
export function drawDots(
  picture: Pixels,
  { points, colors, radius }: Discs,
  { scale, x, y }: Placing,
  [from, to]: readonly [from: number, to: number],
  within: PixelWindow = { left: 0, top: 0, right: picture.width, bottom: picture.height },
): void {
  const canvas = canvasOf(picture, within);
  for (let i = from; i < to; i++)
    drawDisc(
      canvas,
      scale * points[2 * i] + x,
      scale * points[2 * i + 1] + y,
      scale * radius,
      colors,
      4 * i,
      colors[4 * i + 3] / 255,
    );
}

/**
 * Draws one such disc.
 *
 * @param x,y its centre, and `radius`, in pixels of the picture; what lies outside is cut off.
 * @param colors RGBA bytes of which the disc takes the three from `at` on
 * @param opacity 0 … 1
 */
export function drawDot(
  picture: Pixels,
  x: number,
  y: number,
  radius: number,
  colors: Uint8Array,
  at: number,
  opacity: number,
): void {
  const { width, height } = picture;
  const canvas = canvasOf(picture, { left: 0, top: 0, right: width, bottom: height });
  drawDisc(canvas, x, y, radius, colors, at, opacity);
}

interface Canvas extends PixelWindow {
  width: number;
  data: Uint8ClampedArray;
  /** The same memory, a pixel each. */
  words: Uint32Array;
}

function canvasOf({ width, height, data }: Pixels, within: PixelWindow): Canvas {
  return {
    width,
    data,
    words: new Uint32Array(data.buffer, data.byteOffset, width * height),
    left: Math.max(within.left, 0),
    top: Math.max(within.top, 0),
    right: Math.min(within.right, width),
    bottom: Math.min(within.bottom, height),
  };
}

/** Bytes of a colour as one number, whatever the order of bytes in the machine. */
const WORD = new Uint32Array(1);
const BYTES = new Uint8Array(WORD.buffer);

function drawDisc(
  { width, data, words, left, top, right, bottom }: Canvas,
  x: number,
  y: number,
  radius: number,
  colors: Uint8Array,
  at: number,
  opacity: number,
): void {
  const [red, green, blue] = [colors[at], colors[at + 1], colors[at + 2]];
  const reach = radius + 0.5;
  BYTES[0] = red;
  BYTES[1] = green;
  BYTES[2] = blue;
  BYTES[3] = 255;
  const word = WORD[0];
  // Pixels within are covered whole; only opaque ones need not be mixed.
  const core = opacity === 1 && radius > 0.5 ? (radius - 0.5) * (radius - 0.5) : -1;
  const lastRow = Math.min(Math.floor(y + reach - 0.5), bottom - 1);
  for (let row = Math.max(Math.ceil(y - reach - 0.5), top); row <= lastRow; row++) {
    const dy = row + 0.5 - y;
    const across = Math.sqrt(Math.max(reach * reach - dy * dy, 0));
    const last = Math.min(Math.floor(x + across - 0.5), right - 1);
    for (let column = Math.max(Math.ceil(x - across - 0.5), left); column <= last; column++) {
      const dx = column + 0.5 - x;
      const square = dx * dx + dy * dy;
      const pixel = row * width + column;
      if (square <= core) {
        words[pixel] = word;
        continue;
      }
      // Math.hypot takes ten times as long.
      const cover = reach - Math.sqrt(square);
      if (cover <= 0) continue;
      const above = cover < 1 ? opacity * cover : opacity;
      const byte = 4 * pixel;
      const alpha = data[byte + 3];
      let share = above;
      if (alpha < 255) {
        const sum = above + (alpha / 255) * (1 - above);
        share = above / sum;
        data[byte + 3] = 255 * sum;
      }
      data[byte] += (red - data[byte]) * share;
      data[byte + 1] += (green - data[byte + 1]) * share;
      data[byte + 2] += (blue - data[byte + 2]) * share;
    }
  }
}
