import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import type { ViewCache as Cache } from './viewCache.ts';
import type { fetchView as Fetch } from './views.ts';

let fetchView: typeof Fetch;
let ViewCache: typeof Cache;

beforeAll(async () => {
  vi.stubGlobal('window', {});
  ({ fetchView } = await import('./views.ts'));
  ({ ViewCache } = await import('./viewCache.ts'));
});
afterEach(() => vi.restoreAllMocks());

const values = (items: number): never =>
  ({ header: {}, arrays: { values: new Float32Array(items) } }) as never;
const gene = (name: string) => ({ source: { run: 1 }, gene: name, layer: 'spliced' }) as const;

describe('a view of the project', () => {
  it('that is refused says what to do', async () => {
    const record = { name: 'DataError', message: 'a b', data: { problem: 'a', place: {}, remedy: 'b' } };
    const fetched = vi
      .spyOn(globalThis, 'fetch')
      .mockResolvedValue(new Response(JSON.stringify(record), { status: 400 }));
    await expect(fetchView('token', 'columns', { source: { run: 3 } })).rejects.toMatchObject({
      problem: 'A',
      remedy: 'b',
    });
    expect(fetched.mock.calls[0][0]).toBe('/data/token/columns?run=3');
  });

  it('that fails without a record is told by its status', async () => {
    vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('<html>', { status: 503 }));
    await expect(fetchView('token', 'columns', { source: { run: 3 } })).rejects.toThrow('503');
  });
});

describe('kept views', () => {
  it('are asked for once, also while they are under way', async () => {
    const fetch = vi.fn(() => Promise.resolve(values(10)));
    const cache = new ViewCache('token', 1000, fetch);
    await Promise.all([cache.get('gene', gene('a')), cache.get('gene', gene('a'))]);
    await cache.get('gene', gene('a'));
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('give way to newer ones, the least recently used first', async () => {
    const fetch = vi.fn(() => Promise.resolve(values(10)));
    const cache = new ViewCache('token', 100, fetch);
    for (const name of ['a', 'b', 'a', 'c']) await cache.get('gene', gene(name));
    expect(fetch).toHaveBeenCalledTimes(3);
    await cache.get('gene', gene('a'));
    expect(fetch).toHaveBeenCalledTimes(3);
    await cache.get('gene', gene('b'));
    expect(fetch).toHaveBeenCalledTimes(4);
  });

  it('are forgotten by source, and failures at once', async () => {
    const fetch = vi.fn(() => Promise.resolve(values(1)));
    const cache = new ViewCache('token', 1000, fetch);
    await cache.get('gene', gene('a'));
    await cache.get('columns', { source: { dataset: 1 } });
    cache.forget({ run: 1 });
    await cache.get('gene', gene('a'));
    await cache.get('columns', { source: { dataset: 1 } });
    expect(fetch).toHaveBeenCalledTimes(3);
    const failing = new ViewCache('token', 1000, () => Promise.reject(new Error('no')));
    await expect(failing.get('gene', gene('a'))).rejects.toThrow('no');
    await expect(failing.get('gene', gene('a'))).rejects.toThrow('no');
  });
});
