import { describe, expect, it } from 'vitest';

import { sharedArray } from '../../src-worker/data/arrays.ts';
import { decodeFrame, decodeNames, viewAddress } from '../../src-renderer/state/frame.ts';
import { encodeFrame, encodeNames } from './frame.ts';
import { parseViewRequest } from './parseViewRequest.ts';

describe('a frame', () => {
  it('gives back header and arrays of every type, in memory of its own', () => {
    const shared = sharedArray('f32', 3);
    shared.set([1, Number.NaN, -3]);
    const given = {
      shared,
      part: new Int16Array([9, 1, -2, 9]).subarray(1, 3),
      bytes: new Uint8Array([1, 2, 3]),
      indices: new Uint32Array([4e9]),
      doubles: new Float64Array([Math.PI]),
      none: new Int32Array(0),
    };
    const header = { text: 'ä', number: 3, unknown: Number.NaN };
    const frame = encodeFrame(header, { ...given, missing: undefined });
    expect(frame.buffer).toBeInstanceOf(ArrayBuffer);
    expect(frame.byteLength % 8).toBe(0);
    const decoded = decodeFrame(frame.buffer) as unknown as { header: object; arrays: object };
    expect(decoded.header).toEqual({ text: 'ä', number: 3, unknown: null });
    expect(decoded.arrays).toEqual({ ...given, shared: new Float32Array(shared) });
  });

  it('is refused where it is cut short', () => {
    const frame = encodeFrame({}, { values: new Float32Array(100) });
    expect(() => decodeFrame(frame.buffer.slice(0, 200))).toThrow('not complete');
    expect(() => decodeFrame(new ArrayBuffer(2))).toThrow('not complete');
  });

  it('carries names, one a line, whatever is in them', () => {
    expect(decodeNames(encodeNames(['a', '', 'Straße\n1']), 3)).toEqual(['a', '', 'Straße 1']);
    expect(decodeNames(encodeNames([]), 0)).toEqual([]);
    expect(decodeNames(encodeNames(['']), 1)).toEqual(['']);
  });
});

describe('the address of a view', () => {
  const url = (address: string): URL => new URL(`app://rnavelocity/data/token/${address}`);

  it('is read as it was written', () => {
    const gene = { source: { run: 3 }, gene: 'Sox2 & Co/ä', layer: 'velocity' } as const;
    expect(parseViewRequest(url(viewAddress('gene', gene)))).toEqual({ view: 'gene', ...gene });
    const portrait = { source: { dataset: 1 }, gene: '12', most: 500, velocity: true };
    expect(parseViewRequest(url(viewAddress('portrait', portrait)))).toEqual({
      view: 'portrait',
      ...portrait,
    });
    const scene = { source: { run: 1 }, embedding: undefined };
    expect(parseViewRequest(url(viewAddress('scene', scene)))).toEqual({ view: 'scene', source: { run: 1 } });
  });

  it.each([
    ['an unknown view', 'files?run=1'],
    ['a broken view', '%zz?run=1'],
    ['no source', 'scene'],
    ['two sources', 'scene?run=1&dataset=1'],
    ['a source that is no number', 'scene?run=-1'],
    ['an unknown argument', 'scene?run=1&path=%2Fetc%2Fpasswd'],
    ['an argument given twice', 'column?run=1&id=a&id=b'],
    ['a dataset where a run is needed', 'fates?dataset=1'],
    ['an unknown layer', 'gene?run=1&gene=a&layer=secret'],
    ['a smuggled source', 'scene?run=1&source=2'],
  ])('is refused with %s', (_, address) => {
    expect(() => parseViewRequest(url(address))).toThrow('This view cannot be shown');
  });
});
