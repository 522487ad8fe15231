import { describe, expect, it } from 'vitest';

import type { SceneArrays } from '../../src-main/views/contract.ts';
import type { Frame } from './frame.ts';
import { sameFrame } from './sameFrame.ts';

function picture(arrays: SceneArrays, preview = false): Frame<'scene'> {
  const header = {
    cells: 2,
    embedding: 'run/X_umap',
    embeddings: [],
    bounds: null,
    grid: null,
    lines: 0,
    preview,
  };
  return { header, arrays };
}

/** Places of two cells, of which the second has none. */
const places = (x = 1): Float32Array => Float32Array.from([x, 2, NaN, NaN]);

describe('a picture that comes again', () => {
  it('is the one before where nothing changed', () => {
    const before = picture({ positions: places(), lineOffsets: Uint32Array.from([0, 3]) });
    expect(sameFrame(picture({ positions: places(), lineOffsets: Uint32Array.from([0, 3]) }), before)).toBe(
      before,
    );
    expect(sameFrame(before, undefined)).toBe(before);
  });

  it('keeps its places where only the flow changed', () => {
    const before = picture({ positions: places(), gridVectors: Float32Array.from([1, 0]) }, true);
    const now = sameFrame(picture({ positions: places(), gridVectors: Float32Array.from([0, 1]) }), before);
    expect(now.header.preview).toBe(false);
    expect(now.arrays.positions).toBe(before.arrays.positions);
    expect(now.arrays.gridVectors).toEqual(Float32Array.from([0, 1]));
  });

  it('is another where a cell moved, cells were left out, or there is a flow for the first time', () => {
    const before = picture({ positions: places() });
    const moved = picture({ positions: places(3) });
    expect(sameFrame(moved, before).arrays.positions).toBe(moved.arrays.positions);
    const fewer = picture({ positions: places().subarray(2) });
    expect(sameFrame(fewer, before).arrays.positions).toBe(fewer.arrays.positions);
    const flowing = sameFrame(picture({ positions: places(), velocity: places(0) }), before);
    expect(flowing.arrays.velocity).toEqual(places(0));
  });

  it('has no flow where there is none any more', () => {
    const before = picture({ positions: places(), velocity: places(0) });
    expect(sameFrame(picture({ positions: places() }), before).arrays).toEqual({ positions: places() });
  });
});
