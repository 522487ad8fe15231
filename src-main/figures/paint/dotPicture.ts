import { drawDots } from '../../../src-worker/drawing/dots.ts';
import type { DotsNode, Rectangle } from '../drawing/nodes.ts';
import { around } from './bounds.ts';
import type { Pace } from './pace.ts';

/** Pixels and where on the page they lie, in points. */
export interface DotPicture extends Rectangle {
  columns: number;
  rows: number;
  /** RGBA a pixel, row by row from the top. */
  pixels: Uint8ClampedArray;
}

/** Dots between two looks at whether the work shall end. */
const AT_ONCE = 8192;

/**
 * Dots as a picture just as large as they are, its pixels on a grid that starts at the page's corner.
 *
 * @param dots with finite coordinates
 */
export async function pictureOfDots(dots: DotsNode, dpi: number, pace: Pace): Promise<DotPicture> {
  const { points, radius } = dots;
  const count = points.length / 2;
  const scale = dpi / 72;
  // Half a pixel more for the soft edge.
  const bounds = around(points, radius + 0.5 / scale);
  const [x0, y0] = [Math.floor(scale * bounds.x), Math.floor(scale * bounds.y)];
  const columns = Math.ceil(scale * (bounds.x + bounds.width)) - x0;
  const rows = Math.ceil(scale * (bounds.y + bounds.height)) - y0;
  const pixels = new Uint8ClampedArray(4 * columns * rows);
  const picture = { width: columns, height: rows, data: pixels };
  for (let i = 0; i < count; i += AT_ONCE) {
    await pace(i / count);
    drawDots(picture, dots, { scale, x: -x0, y: -y0 }, [i, Math.min(i + AT_ONCE, count)]);
  }
  return {
    x: x0 / scale,
    y: y0 / scale,
    width: columns / scale,
    height: rows / scale,
    columns,
    rows,
    pixels,
  };
}
