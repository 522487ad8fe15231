import { describe, expect, it } from 'vitest';

import { createCache } from './cache.ts';

const kilobytes = (n: number) => (): Float32Array => new Float32Array(256 * n);

describe('a cache', () => {
  it('keeps what was used last, up to its weight', () => {
    const cache = createCache(3000);
    const a = cache.get('a', kilobytes(1));
    const b = cache.get('b', kilobytes(1));
    expect(cache.get('a', kilobytes(1))).toBe(a);
    cache.get('c', kilobytes(1));
    expect(cache.get('a', kilobytes(1))).toBe(a);
    expect(cache.get('b', kilobytes(1))).not.toBe(b);
  });

  it('keeps the newest however large, and weighs what promises bring', async () => {
    const cache = createCache(3000);
    const large = cache.get('large', kilobytes(9));
    expect(cache.get('large', kilobytes(9))).toBe(large);
    const later = cache.get('later', () => Promise.resolve(kilobytes(2)()));
    await later;
    expect(cache.get('later', () => Promise.resolve(kilobytes(2)()))).toBe(later);
    expect(cache.get('large', kilobytes(9))).not.toBe(large);
  });

  it('does not remember a failure', async () => {
    const cache = createCache(3000);
    await expect(cache.get('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(cache.get('a', () => Promise.resolve('yes'))).resolves.toBe('yes');
  });
});
