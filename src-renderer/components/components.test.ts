import { describe, expect, it } from 'vitest';

import { formatNumber, formatPercent, formatStep } from '../../src-worker/drawing/format.ts';
import { spreadLabels } from '../../src-worker/drawing/labelLayout.ts';
import { isolated, toggled } from './legend.ts';
import { PointerTracker } from './pointers.ts';
import { niceTicks } from '../../src-worker/drawing/ticks.ts';
import { visibleRows } from './virtualRows.ts';

describe('a legend', () => {
  it('hides a category and shows it again', () => {
    const hidden = toggled(new Set(), 1, 3);
    expect([...hidden]).toEqual([1]);
    expect(toggled(hidden, 1, 3).size).toBe(0);
  });

  it('never hides everything', () => {
    expect(toggled(new Set([0, 2]), 1, 3).size).toBe(0);
    expect(toggled(new Set(), 0, 1).size).toBe(0);
  });

  it('shows one category alone, and all of them when asked again', () => {
    const hidden = isolated(new Set([2]), 2, 3);
    expect([...hidden]).toEqual([0, 1]);
    expect(isolated(hidden, 2, 3).size).toBe(0);
  });

  it('leaves the set it was given as it was', () => {
    const hidden = new Set([1]);
    toggled(hidden, 1, 3);
    isolated(hidden, 1, 3);
    expect([...hidden]).toEqual([1]);
  });
});

describe('numbers', () => {
  it('have three digits, a real minus, a dash where missing', () => {
    expect(['0.1234', '-12.345', '1234.5', '0', '1e-7'].map((text) => formatNumber(Number(text)))).toEqual([
      '0.123',
      '−12.3',
      '1,235',
      '0',
      '1.0e−7',
    ]);
    expect(formatNumber(NaN)).toBe('—');
    expect(formatPercent(0.256)).toBe('26 %');
  });

  it('on an axis have as many decimals as the steps need', () => {
    expect([0, 0.5, 1].map((tick) => formatStep(tick, 0.5))).toEqual(['0.0', '0.5', '1.0']);
    expect([0, 200].map((tick) => formatStep(tick, 200))).toEqual(['0', '200']);
    expect(formatStep(-0.001, 0.1)).toBe('0.0');
  });
});

describe('ticks', () => {
  it('are round and within the range', () => {
    expect(niceTicks(0, 1.04, 5)).toEqual([0, 0.5, 1]);
    expect(niceTicks(0, 3.3, 5)).toEqual([0, 1, 2, 3]);
    expect(niceTicks(-0.31, 0.29, 4)).toEqual([-0.2, 0, 0.2]);
    expect(niceTicks(2, 2, 4)).toEqual([2]);
  });
});

describe('rows in sight', () => {
  it('together with the room above and below are as high as all rows', () => {
    for (const scrollTop of [0, 333, 27_000, 60_000]) {
      const { from, to, above, below } = visibleRows(1000, 28, scrollTop, 400);
      expect(above + (to - from) * 28 + below).toBe(28_000);
    }
    expect(visibleRows(1000, 28, 2800, 400)).toMatchObject({ from: 92, to: 123 });
    expect(visibleRows(0, 28, 0, 400)).toEqual({ from: 0, to: 0, above: 0, below: 0 });
  });
});

describe('names on the embedding', () => {
  it('are moved apart where they cover each other and stay where they do not', () => {
    const [a, b, c] = spreadLabels([
      { text: 'Ductal', x: 100, y: 100 },
      { text: 'Ngn3 low', x: 110, y: 104 },
      { text: 'Far', x: 500, y: 101 },
    ]);
    expect(b.y - a.y).toBeGreaterThan(17);
    expect(c.y).toBe(101);
  });
});

describe('pointers', () => {
  it('drag with one and pinch with two', () => {
    const seen: string[] = [];
    const tracker = new PointerTracker({
      onPan: (dx, dy) => seen.push(`pan ${dx} ${dy}`),
      onZoom: (x, y, factor) => seen.push(`zoom ${x} ${y} ${factor}`),
    });
    tracker.move(1, 5, 5);
    tracker.down(1, 0, 0);
    tracker.move(1, 10, 0);
    tracker.down(2, 110, 0);
    tracker.move(2, 210, 0);
    tracker.up(1);
    tracker.up(2);
    expect(seen).toEqual(['pan 10 0', 'pan 50 0', 'zoom 110 0 2']);
    expect(tracker.active).toBe(false);
  });
});
