import { describe, expect, it } from 'vitest';

import { codec } from './codec.ts';

const copy = (value: unknown) => codec.decode(codec.encode(value));

describe('the codec of messages', () => {
  it('carries what JSON lacks', () => {
    const value = {
      missing: undefined,
      numbers: [NaN, Infinity, -Infinity, -0, 1e-300],
      big: 12345678901234567890n,
      date: new Date(86_400_000),
      pattern: /a.b/giu,
      map: new Map<unknown, unknown>([[{ key: 1 }, new Set(['x', undefined])]]),
      $: 'a key of its own',
      __proto__key: null,
    };
    expect(copy(value)).toEqual(value);
    expect(Object.is((copy([-0]) as number[])[0], -0)).toBe(true);
  });

  it('carries typed arrays of every kind with their place in a whole buffer', () => {
    const buffer = new Float64Array([1, 2, 3, 4]).buffer;
    const views = [
      new Float64Array(buffer, 8, 2),
      new Uint8Array(buffer, 3, 5),
      new DataView(buffer, 1, 9),
      new BigInt64Array(buffer),
    ];
    const copied = copy(views) as typeof views;
    expect(copied).toEqual(views);
    expect(copied.map((view) => view.byteOffset)).toEqual([8, 3, 1, 0]);
    expect(new Set(copied.map((view) => view.buffer)).size).toBe(1);
  });

  it('keeps repeated and circular references', () => {
    const node: Record<string, unknown> = { name: 'root' };
    node.self = node;
    node.items = [node, new Map([['node', node]])];
    const copied = copy(node) as { self: unknown; items: [unknown, Map<string, unknown>] };
    expect(copied.self).toBe(copied);
    expect(copied.items[0]).toBe(copied);
    expect(copied.items[1].get('node')).toBe(copied);
  });

  it('carries errors by name and message', () => {
    const copied = copy(new RangeError('too far'));
    expect(copied).toBeInstanceOf(RangeError);
    expect(copied).toHaveProperty('message', 'too far');
  });

  it.each([
    ['shared memory', new SharedArrayBuffer(8)],
    ['a view of shared memory', { deep: [new Float32Array(new SharedArrayBuffer(8))] }],
    ['shared memory in a map', new Map([['key', new Uint8Array(new SharedArrayBuffer(8))]])],
    ['a function', { call: () => 1 }],
    ['a symbol', Symbol('s')],
    ['a promise', Promise.resolve()],
    ['a proxy', new Proxy({}, {})],
    ['a weak map', [new WeakMap()]],
  ])('refuses %s as Electron does', (_name, value) => {
    expect(() => codec.encode(value)).toThrow('An object could not be cloned.');
  });
});
