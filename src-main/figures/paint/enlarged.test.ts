import { expect, it } from 'vitest';

import type { PictureNode } from '../drawing/nodes.ts';
import { enlarged } from './enlarged.ts';

const pixels = Uint8Array.from({ length: 24 }, (_, i) => i);
const picture: PictureNode = {
  kind: 'picture',
  x: 0,
  y: 0,
  width: 72,
  height: 36,
  columns: 3,
  rows: 2,
  pixels,
};
const at = ({ pixels: all, columns }: PictureNode, x: number, y: number): number =>
  all[4 * (y * columns + x)];

it('a picture has each of its pixels repeated up to a resolution, and no other', () => {
  const large = enlarged(picture, 10);
  // 72 points are an inch: three columns make twelve at ten an inch, two rows over half an inch make six.
  expect([large.columns, large.rows]).toEqual([12, 6]);
  expect([at(large, 0, 0), at(large, 3, 2), at(large, 4, 0), at(large, 11, 5)]).toEqual([0, 0, 4, 20]);
  expect(new Set(Array.from({ length: 72 }, (_, i) => large.pixels[4 * i])).size).toBe(6);
});

it('a picture that is fine enough stays as it is', () => {
  expect(enlarged(picture, 3)).toBe(picture);
});

it('a picture is never enlarged beyond what memory bears', () => {
  const { columns, rows } = enlarged({ ...picture, width: 7200, height: 7200 }, 2400);
  expect(columns * rows).toBeLessThan(20e6);
});
