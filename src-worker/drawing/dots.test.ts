import { expect, it } from 'vitest';

import { drawDot, drawDots } from './dots.ts';

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

it('every pixel is covered as the shader of the screen covers it', () => {
  for (const [x, y, radius] of [
    [4.5, 4.5, 2],
    [4.13, 4.81, 2.7],
    [4, 4, 0.3],
    [1.2, 8.4, 3.5],
  ]) {
    const image = picture();
    drawDot(image, x, y, radius, Uint8Array.of(255, 255, 255), 0, 1);
    for (let row = 0; row < 9; row++)
      for (let column = 0; column < 9; column++) {
        const distance = Math.hypot(column + 0.5 - x, row + 0.5 - y);
        const cover = Math.min(Math.max(radius + 0.5 - distance, 0), 1);
        expect(Math.abs(at(image, column, row)[3] - 255 * cover)).toBeLessThanOrEqual(0.5);
      }
  }
});

it('many dots are drawn in their order, at their places, within a window', () => {
  const image = picture();
  const discs = {
    points: Float32Array.of(1, 1, 2, 2, 2, 2),
    colors: Uint8Array.of(1, 2, 3, 255, 200, 10, 20, 255, 9, 9, 9, 255),
    radius: 0.75,
  };
  const within = { left: 3, top: 0, right: 5, bottom: 9 };
  drawDots(image, discs, { scale: 2, x: 0.5, y: 0.5 }, [0, 2], within);
  expect(at(image, 4, 4)).toEqual([200, 10, 20, 255]);
  expect(at(image, 3, 3)[3]).toBeGreaterThan(0);
  expect(at(image, 2, 2)).toEqual([0, 0, 0, 0]);
  expect(at(image, 5, 4)).toEqual([0, 0, 0, 0]);
});
