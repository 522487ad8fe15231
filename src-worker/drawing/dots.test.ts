import { expect, it } from 'vitest';

import { drawDot } from './dots.ts';

const picture = () => ({ width: 9, height: 9, data: new Uint8ClampedArray(4 * 81) });
const red = Uint8Array.of(0, 0, 0, 0, 200, 10, 20, 255);
const at = ({ data }: { data: Uint8ClampedArray }, x: number, y: number): number[] => [
  ...data.subarray(4 * (9 * y + x), 4 * (9 * y + x) + 4),
];

it('a dot has its colour inside, a soft edge and nothing outside', () => {
  const image = picture();
  drawDot(image, 4.5, 4.5, 2, red, 4, 1);
  expect(at(image, 4, 4)).toEqual([200, 10, 20, 255]);
  expect(at(image, 2, 4)).toEqual([200, 10, 20, 128]);
  expect(at(image, 0, 4)).toEqual([0, 0, 0, 0]);
});

it('a dot covers as much as its area, wherever between the pixels it lies', () => {
  for (const [x, y] of [
    [4.5, 4.5],
    [4.1, 4.8],
    [4, 4],
  ]) {
    const image = picture();
    drawDot(image, x, y, 2, red, 4, 1);
    const covered = image.data.filter((_, i) => i % 4 === 3).reduce((sum, alpha) => sum + alpha / 255, 0);
    expect(covered).toBeGreaterThan(0.9 * Math.PI * 4);
    expect(covered).toBeLessThan(1.1 * Math.PI * 4);
  }
});

it('dots lie over each other as they are drawn', () => {
  const image = picture();
  drawDot(image, 4.5, 4.5, 2, red, 4, 1);
  drawDot(image, 4.5, 4.5, 2, Uint8Array.of(0, 110, 20), 0, 0.5);
  expect(at(image, 4, 4)).toEqual([100, 60, 20, 255]);
});

it('what lies outside of the picture is cut off', () => {
  const image = picture();
  drawDot(image, 0, 0, 3, red, 4, 1);
  drawDot(image, 30, -20, 3, red, 4, 1);
  expect(at(image, 0, 0)[3]).toBe(255);
  expect(at(image, 8, 0)[3]).toBe(0);
});
