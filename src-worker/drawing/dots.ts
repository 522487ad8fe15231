/** A picture of RGBA bytes, row by row, as ImageData is. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/**
 * Draws a disc with a soft edge over what is there. Thousands take milliseconds, where paths of a canvas take as many hundreds.
 *
 * @param x,y its centre, and `radius`, in pixels of the picture; what lies outside is cut off.
 * @param colors RGBA bytes of which the disc takes the three from `at` on
 * @param opacity 0 … 1
 */
export function drawDot(
  { width, height, data }: Pixels,
  x: number,
  y: number,
  radius: number,
  colors: Uint8Array,
  at: number,
  opacity: number,
): void {
  const right = Math.min(Math.ceil(x + radius), width - 1);
  const bottom = Math.min(Math.ceil(y + radius), height - 1);
  for (let row = Math.max(Math.floor(y - radius) - 1, 0); row <= bottom; row++)
    for (let column = Math.max(Math.floor(x - radius) - 1, 0); column <= right; column++) {
      const [dx, dy] = [column + 0.5 - x, row + 0.5 - y];
      // Math.hypot takes ten times as long.
      const distance = Math.sqrt(dx * dx + dy * dy);
      const above = opacity * Math.min(Math.max(radius + 0.5 - distance, 0), 1);
      if (above === 0) continue;
      const pixel = 4 * (row * width + column);
      const below = (data[pixel + 3] / 255) * (1 - above);
      const alpha = above + below;
      for (let channel = 0; channel < 3; channel++)
        data[pixel + channel] = (colors[at + channel] * above + data[pixel + channel] * below) / alpha;
      data[pixel + 3] = 255 * alpha;
    }
}
