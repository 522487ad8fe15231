import { DataError } from '../../../src-worker/data/errors.ts';
import { POINTS_PER_MM } from '../spec/presets.ts';

/** Neither side of a picture may have more pixels: what draws the vectors (cairo) counts in 16 bits. */
export const MOST_PIXELS_A_SIDE = 32_767;

/** All pixels of a picture together: they and the file made of them then take some 2 GB of memory. */
export const MOST_PIXELS = 300e6;

/**
 * The size in pixels of a drawing at a resolution.
 *
 * @param width,height in points
 * @throws DataError where it is more than can be drawn: what the largest resolution of that size and the largest size of that
 * resolution are
 */
export function checkPixelSize(
  width: number,
  height: number,
  dpi: number,
): { columns: number; rows: number } {
  const columns = Math.max(Math.round((width / 72) * dpi), 1);
  const rows = Math.max(Math.round((height / 72) * dpi), 1);
  const share = Math.min(
    MOST_PIXELS_A_SIDE / Math.max(columns, rows),
    Math.sqrt(MOST_PIXELS / (columns * rows)),
  );
  if (share >= 1) return { columns, rows };
  const size = (part: number): string => `${mm(part * width)} × ${mm(part * height)} mm`;
  throw new DataError(
    `A picture of ${size(1)} at ${dpi} dpi has ${columns.toLocaleString('en')} × ${rows.toLocaleString('en')} pixels, which is more than can be drawn.`,
    {},
    `At this size, take at most ${Math.floor(share * dpi)} dpi; at ${dpi} dpi, at most ${size(share)}. PDF and SVG have no such limit.`,
  );
}

/** Whole millimetres, downwards so that what is named can be drawn. */
function mm(points: number): number {
  return Math.floor(points / POINTS_PER_MM + 1e-6);
}
