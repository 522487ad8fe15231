import { inflateSync } from 'node:zlib';

import type { Locator } from '@playwright/test';

/** Red, green and blue a pixel, from the upper left, row by row. */
export interface Pixels {
  width: number;
  height: number;
  rgb: Uint8Array;
}

/** What the screen shows of an element, at its size in CSS pixels. */
export async function pixelsOf(element: Locator): Promise<Pixels> {
  return decodePng(await element.screenshot({ scale: 'css', animations: 'disabled' }));
}

/** How many pixels right of `from` have about that colour, #rrggbb. */
export function countColor({ width, rgb }: Pixels, color: string, from = 0, tolerance = 12): number {
  const wanted = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  let count = 0;
  for (let p = 0; 3 * p < rgb.length; p++)
    if (p % width >= from && wanted.every((value, c) => Math.abs(rgb[3 * p + c] - value) <= tolerance))
      count++;
  return count;
}

/** How many colours a picture has, of those that fill at least `least` pixels; alike ones count as one. */
export function countColors({ rgb }: Pixels, least = 10): number {
  const counts = new Map<number, number>();
  for (let p = 0; p < rgb.length; p += 3) {
    const key = ((rgb[p] >> 4) << 8) | ((rgb[p + 1] >> 4) << 4) | (rgb[p + 2] >> 4);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts.values()].filter((count) => count >= least).length;
}

/** The share of pixels that differ visibly between two pictures of one size. */
export function difference(one: Pixels, two: Pixels): number {
  if (one.width !== two.width || one.height !== two.height) return 1;
  let count = 0;
  for (let p = 0; p < one.rgb.length; p += 3)
    if ([0, 1, 2].some((c) => Math.abs(one.rgb[p + c] - two.rgb[p + c]) > 8)) count++;
  return (3 * count) / one.rgb.length;
}

/** Decodes a PNG of 8 bits a channel without interlacing, as browsers write them. */
export function decodePng(png: Buffer): Pixels {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const channels = { 2: 3, 6: 4 }[png[25]];
  if (png[24] !== 8 || channels === undefined) throw new Error('Not a PNG of 8 bits a channel.');
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  const rows = unfilter(inflateSync(Buffer.concat(parts)), width * channels, height, channels);
  const rgb = new Uint8Array(3 * width * height);
  for (let p = 0; p < width * height; p++)
    for (let c = 0; c < 3; c++) rgb[3 * p + c] = rows[channels * p + c];
  return { width, height, rgb };
}

/** Undoes the filters of a PNG's rows: each is relative to what lies left of it and above it. */
function unfilter(data: Uint8Array, stride: number, height: number, channels: number): Uint8Array {
  const rows = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const kind = data[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x;
      const left = x >= channels ? rows[at - channels] : 0;
      const up = y > 0 ? rows[at - stride] : 0;
      const corner = x >= channels && y > 0 ? rows[at - stride - channels] : 0;
      const guesses = [0, left, up, (left + up) >> 1, paeth(left, up, corner)];
      rows[at] = data[y * (stride + 1) + 1 + x] + guesses[kind];
    }
  }
  return rows;
}

function paeth(left: number, up: number, corner: number): number {
  const [dl, du, dc] = [left, up, corner].map((value) => Math.abs(left + up - corner - value));
  if (dl <= du && dl <= dc) return left;
  return du <= dc ? up : corner;
}
