import { describe, expect, it } from 'vitest';

import { samplesOf } from './streamlinesPass.ts';

describe('static streamlines', () => {
  it('are joined within a line, with a gap after it, and skip lines of one point', () => {
    const points = Float32Array.from([0, 0, 1, 0, 2, 0, 9, 9]);
    const samples = samplesOf({ points, offsets: Uint32Array.from([0, 3, 4]) });
    const kinds = Array.from({ length: samples.length / 3 }, (_, i) => samples[3 * i + 2]);
    expect(kinds).toEqual([0, 0, 2, 1, 2]);
  });
});
