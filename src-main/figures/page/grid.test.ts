import { describe, expect, it } from 'vitest';

import { DataError } from '../../../src-worker/data/errors.ts';
import { layOutGrid, type GridPanel } from './grid.ts';

const panel = (others: Partial<GridPanel> = {}): GridPanel => ({
  span: 1,
  height: null,
  heading: () => 10,
  suits: (width) => width / 2,
  ...others,
});
const area = { x: 5, y: 7, width: 210 };
const layOut = (panels: GridPanel[], height: number | null = null) =>
  layOutGrid({ panels, columns: 2, gap: 10, area, height });

describe('the grid of a figure', () => {
  it('has equal columns, and rows as high as their highest panel', () => {
    const { cells, height } = layOut([panel(), panel({ suits: () => 80 }), panel()]);
    expect(cells.map(({ frame }) => frame)).toEqual([
      { x: 5, y: 17, width: 100, height: 80 },
      { x: 115, y: 17, width: 100, height: 80 },
      { x: 5, y: 117, width: 100, height: 50 },
    ]);
    expect(height).toBe(10 + 80 + 10 + 10 + 50);
  });

  it('begins a row where a wide panel has no room, which is never wider than all columns', () => {
    const { cells } = layOut([panel(), panel({ span: 6 }), panel()]);
    expect(cells.map(({ frame }) => [frame.x, frame.width])).toEqual([
      [5, 100],
      [5, 210],
      [5, 100],
    ]);
    expect(new Set(cells.map(({ y }) => y)).size).toBe(3);
  });

  it('gives a single panel the whole width', () => {
    expect(layOut([panel()]).cells[0].frame.width).toBe(210);
  });

  it('takes a height that is given as that of the panel with what stands above it', () => {
    expect(layOut([panel({ height: 90 })]).cells[0].frame.height).toBe(80);
  });

  it('stretches and shrinks rows to the height of the figure', () => {
    for (const height of [130, 400]) {
      const { cells, height: filled } = layOut([panel({ span: 2 }), panel({ span: 2 })], height);
      expect(filled).toBeCloseTo(height);
      expect(cells[0].frame.height).toBeCloseTo((height - 30) / 2);
    }
  });

  it('refuses a height that has no room for the panels, and says what would do', () => {
    expect(() => layOut([panel({ span: 2 }), panel({ span: 2 })], 60)).toThrow(DataError);
    expect(() => layOut([panel({ span: 2 }), panel({ span: 2 })], 60)).toThrow(/about 10 mm higher/);
  });
});
