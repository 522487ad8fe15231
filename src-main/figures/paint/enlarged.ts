import type { PictureNode } from '../drawing/nodes.ts';

/** The most pixels that a picture is repeated to. */
const MOST_PIXELS = 16e6;

/**
 * The picture with each pixel repeated so often, across and down, that there are at least `dpi` an inch: viewers that smooth pictures
 * then blur less than can be seen.
 */
export function enlarged(picture: PictureNode, dpi: number): PictureNode {
  const { columns, rows, width, height } = picture;
  const most = Math.max(Math.sqrt(MOST_PIXELS / (columns * rows)), 1);
  const across = Math.ceil(Math.min((width / 72) * (dpi / columns), most));
  const down = Math.ceil(Math.min((height / 72) * (dpi / rows), most));
  if (across <= 1 && down <= 1) return picture;
  const from = new Uint32Array(picture.pixels.slice(0, 4 * columns * rows).buffer);
  const into = new Uint32Array(columns * across * rows * down);
  const line = columns * across;
  for (let row = 0; row < rows; row++) {
    const start = row * down * line;
    for (let column = 0; column < columns; column++)
      into.fill(from[row * columns + column], start + column * across, start + (column + 1) * across);
    for (let copy = 1; copy < down; copy++) into.copyWithin(start + copy * line, start, start + line);
  }
  return { ...picture, columns: line, rows: rows * down, pixels: new Uint8Array(into.buffer) };
}
