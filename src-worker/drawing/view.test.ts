import { describe, expect, it } from 'vitest';

import { boundsOf, fitView, limitScale, panned, toData, toScreen, zoomed } from './view.ts';

const size = { width: 800, height: 600 };
const padding = { left: 200, right: 40, top: 20, bottom: 60 };

describe('the view', () => {
  it('fits the data between the paddings', () => {
    const box = boundsOf([-3, 2, 5, 9, NaN, 4]);
    expect(box).toEqual({ left: -3, right: 5, bottom: 2, top: 9 });
    const view = fitView(box, size, padding);
    const low = toScreen(view, size, box.left, box.bottom);
    const high = toScreen(view, size, box.right, box.top);
    expect(low.x).toBeGreaterThanOrEqual(200 - 1e-9);
    expect(high.x).toBeLessThanOrEqual(760 + 1e-9);
    expect(high.y).toBeGreaterThanOrEqual(20 - 1e-9);
    expect(low.y).toBeLessThanOrEqual(540 + 1e-9);
    expect((low.x + high.x) / 2).toBeCloseTo(480);
    expect((low.y + high.y) / 2).toBeCloseTo(280);
  });

  it('fits a single point and no point', () => {
    for (const positions of [[1, 1], []]) {
      const view = fitView(boundsOf(positions), size, padding);
      expect(Object.values(view).every(Number.isFinite)).toBe(true);
    }
  });

  it('keeps the point under the pointer when zooming, within the limits', () => {
    const view = { x: 1, y: 2, scale: 10 };
    const before = toData(view, size, 123, 456);
    const after = zoomed(view, size, 123, 456, 3, [1, 20]);
    expect(after.scale).toBe(20);
    expect(toData(after, size, 123, 456).x).toBeCloseTo(before.x);
    expect(toData(after, size, 123, 456).y).toBeCloseTo(before.y);
  });

  it('keeps what it fitted in the middle of the free room when the scale is limited', () => {
    const view = fitView({ left: 2, right: 2.001, bottom: 3, top: 3.001 }, size, padding);
    const limited = limitScale(view, padding, [1, 50]);
    expect(limited.scale).toBe(50);
    const middle = toScreen(limited, size, 2.0005, 3.0005);
    expect(middle.x).toBeCloseTo(480);
    expect(middle.y).toBeCloseTo(280);
  });

  it('moves with the hand when dragged', () => {
    const view = { x: 1, y: 2, scale: 10 };
    const before = toData(view, size, 100, 100);
    const after = toData(panned(view, 30, -20), size, 130, 80);
    expect(after.x).toBeCloseTo(before.x);
    expect(after.y).toBeCloseTo(before.y);
  });
});
