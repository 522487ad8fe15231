import { describe, expect, it } from 'vitest';

import { TrailClock } from './trailClock.ts';

describe('the clock of trails', () => {
  it('knows when each layer was kept, newest first', () => {
    const clock = new TrailClock(6, 1);
    const keptAt = new Map<number, number>();
    let now = 0;
    for (let frame = 0; frame < 500; frame++) {
      const dt = 0.01 + 0.02 * Math.abs(Math.sin(frame));
      if (clock.advance(dt)) keptAt.set(clock.newest, now);
      now += dt;
      for (let k = 0; k < Math.min(keptAt.size, 6); k++)
        expect(clock.ago[k]).toBeCloseTo(now - keptAt.get((clock.newest - k + 6) % 6)!, 4);
    }
    expect(keptAt.size).toBe(6);
    // The oldest lies beyond the span, so that a trail has faded before its end is forgotten.
    expect(clock.ago[5]).toBeGreaterThan(1);
  });

  it('forgets all when it is reset', () => {
    const clock = new TrailClock(4, 1);
    clock.advance(5);
    clock.reset();
    expect(Math.min(...clock.ago)).toBeGreaterThan(1e5);
  });

  it('keeps places at the same times of every period', () => {
    const period = 3.5;
    const dt = 1 / 24;
    const steps = period / dt;
    const clock = new TrailClock(24, 1.4, period);
    const kept = Array.from({ length: 3 * steps }, () => clock.advance(dt));
    expect(kept.slice(steps, 2 * steps)).toEqual(kept.slice(0, steps));
    expect(kept.slice(2 * steps)).toEqual(kept.slice(0, steps));
    expect(clock.ago.at(-2)).toBeGreaterThan(1.4);
  });
});
