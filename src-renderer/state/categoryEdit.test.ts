import { describe, expect, it } from 'vitest';

import type { Category } from '../../src-main/views/contract.ts';
import { categoryEdit } from './categoryEdit.ts';

function category(name: string, changes: Partial<Category> = {}): Category {
  return { name, label: name, color: null, count: 1, hidden: false, ...changes };
}

describe('the edit of a column', () => {
  it('holds what differs from the data alone', () => {
    const before = [category('A'), category('B'), category('C')];
    const after = [
      category('A', { label: 'Alpha' }),
      category('B', { color: '#ff0000' }),
      category('C', { hidden: true }),
    ];
    expect(categoryEdit(before, after)).toEqual({
      names: { A: 'Alpha' },
      colors: { B: '#ff0000' },
      hidden: ['C'],
    });
  });

  it('says so where a category has its own name again', () => {
    expect(categoryEdit([category('A', { label: 'Alpha' })], [category('A')]).names).toEqual({ A: 'A' });
  });
});
