import { describe, expect, it } from 'vitest';

import { categoryColors, givenColors, hexColor, MISSING } from './categorical.ts';
import { colorsByCategory, colorsByFate, colorsByValue, hideCategories, mostProbable } from './cellColors.ts';
import { sequentialColor } from './sequential.ts';

const luminance = ([r, g, b]: number[]): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;

describe('sequential maps', () => {
  it.each([
    ['viridis', [68, 1, 84], [253, 231, 37]],
    ['cividis', [0, 34, 78], [254, 232, 56]],
  ] as const)('%s runs from dark to light without a turn', (map, first, last) => {
    expect(sequentialColor(map, 0)).toEqual(first);
    expect(sequentialColor(map, 1)).toEqual(last);
    for (let i = 1; i <= 100; i++)
      expect(luminance(sequentialColor(map, i / 100))).toBeGreaterThanOrEqual(
        luminance(sequentialColor(map, (i - 1) / 100)) - 0.5,
      );
  });

  it('stay at their ends beyond the range', () => {
    expect(sequentialColor('viridis', -3)).toEqual(sequentialColor('viridis', 0));
    expect(sequentialColor('viridis', 7)).toEqual(sequentialColor('viridis', 1));
  });
});

describe('colours of categories', () => {
  it('are all different, however many', () => {
    const colors = categoryColors(80).map(String);
    expect(new Set(colors).size).toBe(80);
    expect(colors).not.toContain(String(MISSING));
  });

  it('are the dataset’s own where it has one for each', () => {
    expect(categoryColors(2, ['#ff0000', '#00ff0080'])).toEqual([
      [255, 0, 0],
      [0, 255, 0],
    ]);
    expect(categoryColors(2, ['#ff0000'])).toEqual(categoryColors(2));
    expect(categoryColors(1, ['red; }'])).toEqual(categoryColors(1));
  });
});

describe('colours with some given', () => {
  it('keep those and fill the others from the palette', () => {
    const [first, second] = givenColors([null, '#0A0b0c']).map(hexColor);
    expect(first).toBe(hexColor(categoryColors(2)[0]));
    expect(second).toBe('#0a0b0c');
  });
});

describe('a diverging map', () => {
  it('is neutral in the middle and as dark at one end as at the other', () => {
    const [r, g, b] = sequentialColor('blueOrange', 0.5);
    expect(r === g && g === b).toBe(true);
    const ends = [0, 1].map((at) => luminance(sequentialColor('blueOrange', at)));
    expect(Math.abs(ends[0] - ends[1])).toBeLessThan(15);
  });
});

describe('colours of cells', () => {
  it('are grey where nothing is known', () => {
    expect([...colorsByCategory([1], [[1, 2, 3]])]).toEqual([...MISSING, 255]);
    expect([...colorsByValue([NaN], [0, 1], 'viridis')]).toEqual([...MISSING, 255]);
    expect([...colorsByFate([NaN, NaN], categoryColors(2), [0, 0, 0])]).toEqual([...MISSING, 255]);
  });

  it('show the most probable fate, neutral where all are equal', () => {
    const red: [number, number, number] = [255, 0, 0];
    const blue: [number, number, number] = [0, 0, 255];
    const colors = colorsByFate([1, 0, 0.2, 0.8], [red, blue], [100, 100, 100]);
    expect([...colors.subarray(0, 4)]).toEqual([...red, 255]);
    expect(colors[6]).toBeGreaterThan(colors[4]);
    expect(mostProbable([0.3, 0.7], 2, 0)).toBe(1);
  });

  it('are written into the memory given', () => {
    const out = new Uint8Array(8);
    expect(colorsByValue([0, 1], [0, 1], 'viridis', out)).toBe(out);
    expect([...out]).toEqual([68, 1, 84, 255, 253, 231, 37, 255]);
    expect(colorsByCategory([0, -1], [[1, 2, 3]], out)).toBe(out);
    expect([...out]).toEqual([1, 2, 3, 255, ...MISSING, 255]);
  });

  it('of one single value are those of the middle', () => {
    const [red, green, blue] = colorsByValue([2], [2, 2], 'blueOrange');
    expect([red, green, blue]).toEqual([215, 215, 215]);
  });

  it('hide the cells of hidden categories and no other', () => {
    const colors = colorsByCategory([0, 1, 2], categoryColors(2));
    const hidden = hideCategories(colors, [0, 1, 2], new Set([1]));
    expect([hidden[3], hidden[7], hidden[11]]).toEqual([255, 0, 255]);
    expect(colors[7]).toBe(255);
  });
});
