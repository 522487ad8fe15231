import { promisify } from 'node:util';
import { deflate } from 'node:zlib';

import type { FigureDocument, PdfReference } from './figureDocument.ts';

const compressed = promisify(deflate);

/**
 * RGBA pixels as an image object, with their opacity in a mask where any is less than full.
 *
 * @param pixels row by row from the top
 */
export async function pdfImage(
  document: FigureDocument,
  pixels: Uint8Array | Uint8ClampedArray,
  columns: number,
  rows: number,
): Promise<PdfReference> {
  const { colors, mask } = planes(pixels, columns, rows);
  const common = {
    Type: 'XObject',
    Subtype: 'Image',
    Width: columns,
    Height: rows,
    BitsPerComponent: 8,
    Filter: 'FlateDecode',
  };
  let soft: PdfReference | undefined;
  if (mask) {
    soft = document.ref({ ...common, ColorSpace: 'DeviceGray' });
    soft.end(await compressed(mask, { level: 6 }));
  }
  const image = document.ref({ ...common, ColorSpace: 'DeviceRGB', ...(soft && { SMask: soft }) });
  image.end(await compressed(colors, { level: 6 }));
  return image;
}

/** Colours and opacity apart. Pixels that nothing covers take a neighbour's colour, since viewers mix the colours of neighbours. */
function planes(pixels: Uint8Array | Uint8ClampedArray, columns: number, rows: number) {
  const count = columns * rows;
  const colors = new Uint8Array(3 * count);
  const mask = new Uint8Array(count);
  let opaque = true;
  for (let i = 0; i < count; i++) {
    mask[i] = pixels[4 * i + 3];
    if (mask[i] < 255) opaque = false;
    const from = mask[i] > 0 ? i : coveredNeighbor(pixels, i, columns, count);
    if (from < 0) continue;
    colors[3 * i] = pixels[4 * from];
    colors[3 * i + 1] = pixels[4 * from + 1];
    colors[3 * i + 2] = pixels[4 * from + 2];
  }
  return { colors, mask: opaque ? null : mask };
}

/** A neighbour of a pixel that something covers; −1 where there is none. */
function coveredNeighbor(
  pixels: Uint8Array | Uint8ClampedArray,
  i: number,
  columns: number,
  count: number,
): number {
  if (i % columns > 0 && pixels[4 * i - 1] > 0) return i - 1;
  if ((i + 1) % columns > 0 && pixels[4 * i + 7] > 0) return i + 1;
  if (i >= columns && pixels[4 * (i - columns) + 3] > 0) return i - columns;
  if (i + columns < count && pixels[4 * (i + columns) + 3] > 0) return i + columns;
  return -1;
}
