/** A picture of RGBA bytes, row by row, as ImageData is. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** The part of a picture that is drawn into, in pixels. */
export interface PixelWindow {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/**
 * Draws a disc with a soft edge over what is there, as the shader of the screen's points does: a pixel whose centre is d from the disc's is
 * covered by clamp(radius + 0.5 − d, 0, 1). Thousands take milliseconds, where paths of a canvas take as many hundreds.
 *
 * @param x,y its centre, and `radius`, in pixels of the picture; what lies outside is cut off.
 * @param colors RGBA bytes of which the disc takes the three from `at` on
 * @param opacity 0 … 1
 * @param within Whole pixels; all of the picture unless told.
 */
export function drawDot(
  { width, height, data }: Pixels,
  x: number,
  y: number,
  radius: number,
  colors: Uint8Array,
  at: number,
  opacity: number,
  within?: PixelWindow,
): void {
  const left = Math.max(within?.left ?? 0, 0);
  const right = Math.min(within?.right ?? width, width);
  const reach = radius + 0.5;
  const top = Math.max(Math.ceil(y - reach - 0.5), within?.top ?? 0, 0);
  const bottom = Math.min(Math.floor(y + reach - 0.5) + 1, within?.bottom ?? height, height);
  const [red, green, blue] = [colors[at], colors[at + 1], colors[at + 2]];
  const inner = Math.max(radius - 0.5, 0);
  for (let row = top; row < bottom; row++) {
    const dy = row + 0.5 - y;
    const across = Math.sqrt(reach * reach - dy * dy);
    const first = Math.max(Math.ceil(x - across - 0.5), left);
    const end = Math.min(Math.floor(x + across - 0.5) + 1, right);
    // Pixels from `full` to `edge` are covered whole, which spares most of the roots.
    const core = inner * inner - dy * dy;
    const half = core > 0 ? Math.sqrt(core) : -1;
    const full = Math.ceil(x - half - 0.5);
    const edge = half < 0 ? full : Math.floor(x + half - 0.5) + 1;
    for (let column = first; column < end; column++) {
      let above = opacity;
      if (column < full || column >= edge) {
        const dx = column + 0.5 - x;
        // Math.hypot takes ten times as long.
        above *= Math.min(Math.max(reach - Math.sqrt(dx * dx + dy * dy), 0), 1);
        if (above <= 0) continue;
      }
      const pixel = 4 * (row * width + column);
      const below = (data[pixel + 3] / 255) * (1 - above);
      const alpha = above + below;
      data[pixel] = (red * above + data[pixel] * below) / alpha;
      data[pixel + 1] = (green * above + data[pixel + 1] * below) / alpha;
      data[pixel + 2] = (blue * above + data[pixel + 2] * below) / alpha;
      data[pixel + 3] = 255 * alpha;
    }
  }
}
