import { describe, expect, it } from 'vitest';

import { batchDots } from './dotBatches.ts';
import { paceOf } from './pace.ts';
import { testDots } from './testDrawing.ts';

const pace = paceOf();
const dots = (points: number[], colors: number[][], radius = 1) =>
  testDots(points.length / 2, {
    points: Float32Array.from(points),
    colors: Uint8Array.from(colors.flat()),
    radius,
  });
const RED = [255, 0, 0, 255];
const BLUE = [0, 0, 255, 255];

describe('batches of dots', () => {
  it('are one a colour where no dots of different colours touch', async () => {
    const batches = await batchDots(dots([0, 0, 5, 0, 10, 0, 10.5, 0], [RED, BLUE, RED, RED]), pace);
    expect(batches.map(({ color, dots }) => [color, ...dots])).toEqual([
      ['#ff0000', 0, 2, 3],
      ['#0000ff', 1],
    ]);
  });

  it('keep the order of dots that touch', async () => {
    const batches = await batchDots(dots([0, 0, 1, 0, 2, 0], [RED, BLUE, RED]), pace);
    expect(batches.map(({ color, dots }) => [color, ...dots])).toEqual([
      ['#ff0000', 0],
      ['#0000ff', 1],
      ['#ff0000', 2],
    ]);
  });

  it('keep translucent dots apart that touch, so that they add up', async () => {
    const faint = [255, 0, 0, 51];
    const batches = await batchDots(dots([0, 0, 1, 0, 9, 0], [faint, faint, faint]), pace);
    expect(batches.map(({ opacity, dots }) => [opacity, ...dots])).toEqual([
      [0.2, 0, 2],
      [0.2, 1],
    ]);
  });

  it('hold every dot once and never one before another of its colour’s rivals that it covers', async () => {
    const node = testDots(3000, { radius: 4 });
    const batches = await batchDots(node, pace);
    const rank = new Map<number, number>();
    for (const [place, { dots }] of batches.entries()) for (const dot of dots) rank.set(dot, place);
    expect(rank.size).toBe(3000);
    expect(batches.length).toBeLessThan(1500);
    const color = (i: number): string => String(node.colors.subarray(4 * i, 4 * i + 4));
    for (let i = 0; i < 3000; i += 7)
      for (let j = i + 1; j < 3000; j++) {
        const [dx, dy] = [0, 1].map((k) => node.points[2 * i + k] - node.points[2 * j + k]);
        if (dx * dx + dy * dy < 64 && color(i) !== color(j))
          expect(rank.get(i)).toBeLessThan(rank.get(j) as number);
      }
  });
});
