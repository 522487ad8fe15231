import { describe, expect, it } from 'vitest';

import { crowdedTexts, marksOf, plainStyle, textsOf } from '../../parts/textBoxes.ts';
import { panelSchema, type PanelOf } from '../../spec/panels.ts';
import type { FatesData } from './collect.ts';
import { composeFates, fatesAspect } from './compose.ts';
import { parse } from 'valibot';

const panelWith = (more: object = {}): PanelOf<'fates'> =>
  parse(panelSchema, { kind: 'fates', ...more }) as PanelOf<'fates'>;

function dataOf(clusters: number, fates = 3): FatesData {
  return {
    fates: Array.from({ length: fates }, (_, f) => ({ label: `Fate ${f}`, color: `#0000${10 + f}` })),
    clusters: Array.from({ length: clusters }, (_, c) => ({
      label: `A cluster with a rather long name ${c}`,
      cells: 1000 * c + 1,
      mean: Array.from({ length: fates }, (_, f) => (f === 0 ? 0.5 : 0.5 / (fates - 1))),
    })),
    empty: [],
  };
}

describe('a panel of fates', () => {
  it('stacks the fates of a cluster from 0 to 1', () => {
    const frame = { x: 0, y: 0, width: 250, height: 100 };
    const { nodes } = composeFates(panelWith({ legend: 'none' }), dataOf(1), frame, plainStyle());
    const bars = marksOf(nodes, 'shape').map(({ commands }) =>
      commands.flatMap((c) => (c[0] === 'Z' ? [] : [c[1]])),
    );
    const ends = bars.map((xs) => [Math.min(...xs), Math.max(...xs)]);
    expect(ends).toHaveLength(3);
    expect(ends[1][0]).toBeCloseTo(ends[0][1]);
    expect(ends[2][0]).toBeCloseTo(ends[1][1]);
    expect((ends[0][1] - ends[0][0]) / (ends[2][1] - ends[0][0])).toBeCloseTo(0.5);
  });

  it.each(['horizontal', 'vertical'] as const)(
    'of %s bars covers no text with another, however many clusters',
    (direction) => {
      for (const legend of ['right', 'bottom', 'none'])
        for (const clusters of [1, 8, 60])
          for (const [width, height, fontSize] of [
            [250, 180, 7],
            [85, 85, 7],
            [85, 200, 20],
            [500, 300, 12],
          ]) {
            const frame = { x: 3, y: 5, width, height };
            const { nodes, notes } = composeFates(
              panelWith({ direction, legend }),
              dataOf(clusters),
              frame,
              plainStyle(fontSize),
            );
            expect(crowdedTexts(nodes, frame), `${legend} ${clusters} ${width} ${fontSize}`).toEqual([]);
            const named = textsOf(nodes).filter(({ text }) => /^[A…]/.test(text)).length;
            if (named < clusters) expect(notes.join()).not.toBe('');
          }
    },
  );

  it('is as high as its rows need', () => {
    const height = (clusters: number): number =>
      250 * fatesAspect(panelWith(), dataOf(clusters), 250, plainStyle());
    expect(height(60) - height(59)).toBeCloseTo(1.75 * 7);
    const frame = { x: 0, y: 0, width: 250, height: height(60) };
    const { nodes, notes } = composeFates(panelWith(), dataOf(60), frame, plainStyle());
    expect(notes).toEqual([]);
    expect(textsOf(nodes).filter(({ text }) => text.startsWith('A'))).toHaveLength(60);
  });

  it('says which clusters are left out, and tells the likeliest fates in words', () => {
    const data = { ...dataOf(2), empty: ['Delta'] };
    const frame = { x: 0, y: 0, width: 250, height: 100 };
    const { notes, description } = composeFates(panelWith(), data, frame, plainStyle());
    expect(notes).toEqual(['No cell of Delta has a known fate; it is left out.']);
    expect(description).toContain('name 1 Fate 0 50 %');
  });
});
