import { describe, expect, it } from 'vitest';

import { dockWidths, isNarrow, LEAST_DOCK } from './dockWidths.ts';

const undecided = { left: null, right: null };

describe('the docks', () => {
  it('leave the embedding room beside them, from the smallest window to 4K', () => {
    for (const width of [1024, 1100, 1180, 1440, 1920, 2560, 3840])
      for (const chosen of [undecided, { left: 4000, right: 4000 }, { left: 0, right: 0 }]) {
        const { left, right, rightOver } = dockWidths(width, chosen, true);
        expect(left, `left of ${width}`).toBeGreaterThanOrEqual(LEAST_DOCK.left);
        expect(right, `right of ${width}`).toBeGreaterThanOrEqual(LEAST_DOCK.right);
        expect(width - left - (rightOver ? 0 : right), `centre of ${width}`).toBeGreaterThanOrEqual(350);
      }
  });

  it('are as wide as the user made them, within their bounds', () => {
    expect(dockWidths(1920, { left: 300, right: 500 }, true)).toMatchObject({ left: 300, right: 500 });
    const { leftMost, rightMost } = dockWidths(1440, undecided, true);
    expect(dockWidths(1440, { left: 5000, right: null }, true).left).toBe(leftMost);
    expect(rightMost).toBeLessThan(1440);
  });

  it('lie over the embedding only where a narrow window has no room beside it', () => {
    expect(isNarrow(1024)).toBe(true);
    expect(dockWidths(1024, undecided, true).rightOver).toBe(true);
    expect(dockWidths(1024, undecided, false).rightOver).toBe(false);
    expect(dockWidths(1440, undecided, true).rightOver).toBe(false);
  });
});
