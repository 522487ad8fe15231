import { describe, expect, it } from 'vitest';

import { toScreen } from '../../src-worker/drawing/view.ts';
import { layoutOf } from './layout.ts';

const positions = Float32Array.of(0, 0, 40, 20);
const all = { positions, pointScale: 1, view: undefined, stage: { width: 900, height: 600 } };

describe('the layout of an animation', () => {
  it.each([
    { where: 'beside a long legend', legend: { width: 200, height: 600 }, left: 200, top: 0 },
    { where: 'beneath a short one', legend: { width: 200, height: 60 }, left: 0, top: 60 },
  ])('shows everything, $where', ({ legend, left, top }) => {
    const { view, size } = layoutOf({ width: 1280, height: 720 }, all, legend);
    const low = toScreen(view, size, 0, 0);
    const high = toScreen(view, size, 40, 20);
    expect(low.x).toBeGreaterThan(left);
    expect(high.x).toBeLessThan(1280);
    expect(high.y).toBeGreaterThan(top);
    expect(low.y).toBeLessThan(720);
    // As large as there is room for.
    expect(Math.min(low.x - left, high.y - top)).toBeLessThan(32);
  });

  it('is the same picture in more pixels', () => {
    const small = layoutOf({ width: 1280, height: 720 }, all, undefined);
    const large = layoutOf({ width: 3840, height: 2160 }, all, undefined);
    expect(large).toEqual({ ...small, pixelRatio: 3 });
    expect(small.pixelRatio).toBe(1);
  });

  it('keeps all that is seen on the stage within the picture, also where that is upright', () => {
    const stage = { width: 900, height: 600 };
    const view = { x: 20, y: 10, scale: 30 };
    const { view: shown, size } = layoutOf({ width: 1080, height: 1920 }, { ...all, view, stage }, undefined);
    expect(shown).toMatchObject({ x: 20, y: 10 });
    const corner = toScreen(shown, size, 20 - 450 / 30, 10 + 300 / 30);
    expect(corner.x).toBeCloseTo(0);
    expect(corner.y).toBeGreaterThan(0);
  });

  it('takes points as large as the user set them', () => {
    const usual = layoutOf({ width: 1280, height: 720 }, all, undefined).pointDiameter;
    const twice = layoutOf({ width: 1280, height: 720 }, { ...all, pointScale: 2 }, undefined).pointDiameter;
    expect(twice).toBeCloseTo(2 * usual);
  });
});
