import { describe, expect, it } from 'vitest';

import { meanFates } from './meanFates.ts';

describe('mean fates of some cells', () => {
  it('leave out the others and those whose fates are unknown', () => {
    const probabilities = [1, 0, NaN, NaN, 0.5, 0.5, 0, 1];
    expect(meanFates(probabilities, 2, Uint8Array.of(1, 1, 1, 0))).toEqual({ cells: 2, mean: [0.75, 0.25] });
  });

  it('are unknown where no cell counts', () => {
    expect(meanFates([1, 0], 2, Uint8Array.of(0))).toEqual({ cells: 0, mean: [NaN, NaN] });
  });
});
