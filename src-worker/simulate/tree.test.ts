import { expect, it } from 'vitest';

import { buildTree } from './tree.ts';

it.each([2, 3, 4, 5, 6, 7, 8])(
  'has one progenitor, binary branch points and one end fewer than %i states',
  (n) => {
    const edges = buildTree(n);
    const children = edges.map((_, e) => edges.filter((edge) => edge.parent === e).length);
    expect(edges.filter((edge) => edge.parent === -1)).toHaveLength(1);
    expect(children.filter((count) => count === 0)).toHaveLength(n - 1);
    expect(children.filter((count) => count === 2)).toHaveLength(n - 2);
    expect(edges).toHaveLength(2 * (n - 1) - 1);
    edges.forEach((edge, e) => {
      expect(edge.parent).toBeLessThan(e);
      if (edge.parent < 0) return;
      const parent = edges[edge.parent];
      expect(edge.start).toBe(parent.start + parent.duration);
      expect(parent.ends).toEqual(expect.arrayContaining(edge.ends));
    });
    expect(edges[0].ends).toHaveLength(n - 1);
  },
);

it('names edges by letters, going on after Z', () => {
  const names = buildTree(16).map((edge) => edge.name);
  expect(names.slice(0, 3)).toEqual(['A', 'B', 'C']);
  expect(names.slice(25, 29)).toEqual(['Z', 'AA', 'AB', 'AC']);
});
