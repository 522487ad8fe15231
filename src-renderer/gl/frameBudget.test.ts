import { describe, expect, it } from 'vitest';

import { FrameBudget } from './frameBudget.ts';

/** The budget after many frames on a machine that draws `speed` things a millisecond and shows 60 frames a second. */
function settled(speed: number): number {
  const budget = new FrameBudget(200_000, 10_000, 1e8);
  for (let frame = 0; frame < 100; frame++) budget.learn(Math.max(16.7, budget.count / speed), budget.count);
  return budget.count;
}

describe('the budget of a frame', () => {
  it.each([1000, 20_000, 1_000_000])('finds what %i things a millisecond allow', (speed) => {
    expect(settled(speed) / speed).toBeGreaterThan(10);
    expect(settled(speed) / speed).toBeLessThan(30);
  });

  it('stays within its limits', () => {
    expect(settled(10)).toBe(10_000);
    expect(settled(1e9)).toBe(1e8);
  });

  it('does not grow by frames that drew little, nor shrink by those that drew nothing', () => {
    const budget = new FrameBudget(1000, 10, 1e6);
    budget.learn(10, 5);
    budget.learn(60_000, 0);
    expect(budget.count).toBe(1000);
  });
});
