import { describe, expect, it } from 'vitest';

import type { DrawingNode, TextNode } from '../../drawing/nodes.ts';
import { crowdedTexts, plainStyle, textsOf } from '../textBoxes.ts';
import { layOutChart } from './chart.ts';
import { bandScale, linearScale, logScale, reversed } from './scale.ts';

const style = plainStyle();
const frame = { x: 10, y: 20, width: 200, height: 150 };
const axis = (low: number, high: number, title = 'Spliced') => ({
  scale: linearScale(low, high),
  titles: [title],
});

const texts = (node: DrawingNode): TextNode[] => textsOf([node]);

describe('a logarithmic scale', () => {
  it('has ticks at powers of ten, raised where they are far from 1', () => {
    expect(
      logScale(0.01, 100)
        .ticks(5)
        .map(({ label }) => label),
    ).toEqual(['0.01', '0.1', '1', '10', '100']);
    const far = logScale(1e-6, 1e3).ticks(5);
    expect(far.map(({ label }) => label)).toEqual(['10⁻⁶', '10⁻⁴', '10⁻²', '10⁰', '10²']);
    expect(logScale(1e-6, 1e3).place(far[0].value)).toBeCloseTo(0);
  });

  it('has ticks in between where it spans less than two of them', () => {
    expect(
      logScale(0.3, 4)
        .ticks(5)
        .map(({ label }) => label),
    ).toEqual(['0.5', '1', '2']);
    expect(
      logScale(2.1, 2.4)
        .ticks(3)
        .map(({ label }) => label),
    ).toEqual(['2.1', '2.2', '2.3', '2.4']);
  });

  it('has no place for what is not above 0', () => {
    const scale = logScale(1, 100);
    expect(scale.place(10)).toBeCloseTo(0.5);
    expect([scale.place(0), scale.place(-1), scale.place(Number.NaN)]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
    expect(logScale(3, 3).place(3)).toBeCloseTo(0.5);
  });
});

describe('a linear scale', () => {
  it('has a middle where all values are one', () => {
    expect(linearScale(4, 4).place(4)).toBe(0.5);
  });

  it('can be turned round', () => {
    const scale = reversed(linearScale(0, 2));
    expect([scale.place(0), scale.place(2)]).toEqual([1, 0]);
    expect(scale.ticks(2).map(({ value }) => value)).toEqual([0, 1, 2]);
  });
});

describe('a chart', () => {
  it('keeps everything that is written within its frame and apart', () => {
    for (const [width, height, fontSize] of [
      [200, 150, 7],
      [85, 85, 7],
      [85, 60, 14],
      [60, 60, 40],
      [500, 300, 24],
    ]) {
      const { axes, area } = layOutChart(
        { ...frame, width, height },
        { x: axis(0, 12345.6, 'A title that is rather long for some of these frames'), y: axis(-0.01, 0.02) },
        plainStyle(fontSize),
      );
      expect(area.width, `${width} at ${fontSize}`).toBeGreaterThanOrEqual(0.45 * width);
      expect(crowdedTexts([axes], { ...frame, width, height }), `${width} at ${fontSize}`).toEqual([]);
    }
  });

  it('has two numbers or more on every axis that has room for them', () => {
    for (const [low, high] of [
      [0.04, 0.85],
      [0.9, 2.1],
      [-0.3, 0.35],
      [17, 23],
    ])
      for (const width of [85, 120, 163, 250]) {
        const { x } = layOutChart({ ...frame, width }, { x: axis(low, high), y: axis(0, 1) }, style);
        expect(x.labels.length, `${low} to ${high}, ${width} wide`).toBeGreaterThan(1);
      }
  });

  it('places values from the low ends at the left and bottom', () => {
    const { toX, toY, area } = layOutChart(frame, { x: axis(0, 10), y: axis(0, 1) }, style);
    expect([toX(0), toX(10)]).toEqual([area.x, area.x + area.width]);
    expect([toY(0), toY(1)]).toEqual([area.y + area.height, area.y]);
  });

  it('says what it has left out where the frame is too small', () => {
    const own = plainStyle(30);
    const { axes, notes } = layOutChart(
      { ...frame, width: 80, height: 80 },
      { x: axis(0, 1), y: axis(0, 1) },
      own,
    );
    expect(texts(axes).map(({ text }) => text)).not.toContain('Spliced');
    expect(notes).toHaveLength(1);
  });

  it('takes the fullest title that fits', () => {
    const title = (width: number): string =>
      texts(
        layOutChart(
          { ...frame, width },
          {
            x: { scale: linearScale(0, 1), titles: ['Spliced (smoothed counts)', 'Spliced'] },
            y: axis(0, 1),
          },
          style,
        ).axes,
      ).find(({ text }) => text.startsWith('Spliced'))!.text;
    expect([title(200), title(90)]).toEqual(['Spliced (smoothed counts)', 'Spliced']);
  });

  it('names as many categories as there is room for and says so', () => {
    const names = Array.from({ length: 60 }, (_, i) => `A cluster with a long name ${i}`);
    const bands = { x: axis(0, 1), y: { scale: reversed(bandScale(names)), titles: [] } };
    const roomy = layOutChart({ ...frame, height: 600 }, bands, style);
    expect(texts(roomy.axes).filter(({ text }) => text.startsWith('A cl'))).toHaveLength(60);
    expect(roomy.notes).toEqual([]);
    const tight = layOutChart(frame, bands, style);
    const shown = texts(tight.axes).filter(({ text }) => text.startsWith('A cl'));
    expect(shown.length).toBeLessThan(60);
    expect(tight.notes).toEqual([expect.stringContaining(`${shown.length} of 60 names`)]);
    expect(tight.area.width).toBeGreaterThan(100);
  });

  it('turns names that are wider than their columns', () => {
    const names = ['Ngn3 low EP', 'Ngn3 high EP', 'Pre-endocrine', 'Alpha', 'Beta', 'Delta', 'Epsilon'];
    const upright = (width: number): boolean[] =>
      texts(
        layOutChart({ ...frame, width }, { x: { scale: bandScale(names), titles: [] }, y: axis(0, 1) }, style)
          .axes,
      )
        .filter(({ text }) => names.includes(text))
        .map(({ rotate }) => rotate === -90);
    expect(upright(600)).toEqual(names.map(() => false));
    expect(upright(150)).toEqual(names.map(() => true));
  });
});
