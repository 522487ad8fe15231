import { describe, expect, it } from 'vitest';

import { keyAction, nextCell } from './keys.ts';
import { ClickWatch, extendOutline, selectionMode } from './selectionDrag.ts';

const key = (name: string, ctrlKey = false): ReturnType<typeof keyAction> =>
  keyAction({ key: name, ctrlKey, metaKey: false, altKey: false });

describe('keys on the embedding', () => {
  it('pan, zoom and show all, and leave the menus theirs', () => {
    expect(key('ArrowLeft')).toEqual({ kind: 'pan', dx: 48, dy: 0 });
    expect(key('0')).toEqual({ kind: 'all' });
    expect(key('0', true)).toBeUndefined();
    expect(key('toString')).toBeUndefined();
  });

  it('step through the cells in sight, round the end', () => {
    const shown = (cell: number): boolean => cell !== 2;
    expect(nextCell(1, 1, 4, shown)).toBe(3);
    expect(nextCell(3, 1, 4, shown)).toBe(0);
    expect(nextCell(-1, -1, 4, shown)).toBe(3);
    expect(nextCell(0, 1, 4, () => false)).toBe(-1);
  });
});

describe('a selecting drag', () => {
  it('draws a box from corner to corner, or a line that follows the hand', () => {
    expect(extendOutline('box', [1, 2], 5, 7)).toEqual([1, 2, 5, 2, 5, 7, 1, 7]);
    expect(extendOutline('box', [1, 2, 5, 2, 5, 7, 1, 7], 3, 3)).toEqual([1, 2, 3, 2, 3, 3, 1, 3]);
    expect(extendOutline('lasso', [0, 0], 1, 0)).toEqual([0, 0]);
    expect(extendOutline('lasso', [0, 0], 5, 0)).toEqual([0, 0, 5, 0]);
  });

  it('adds with Shift and subtracts with Alt', () => {
    expect(selectionMode({ shiftKey: false, altKey: false })).toBe('replace');
    expect(selectionMode({ shiftKey: true, altKey: false })).toBe('add');
    expect(selectionMode({ shiftKey: false, altKey: true })).toBe('subtract');
  });

  it('is a click where the pointer stayed', () => {
    const watch = new ClickWatch();
    watch.down(10, 10);
    watch.move(12, 11);
    expect(watch.lifted()).toBe(true);
    expect(watch.lifted()).toBe(false);
    watch.down(10, 10);
    watch.move(30, 10);
    watch.move(10, 10);
    expect(watch.lifted()).toBe(false);
  });
});
