import { describe, expect, it } from 'vitest';
import { parse } from 'valibot';

import type { Rectangle } from '../../drawing/nodes.ts';
import { crowdedTexts, marksOf, plainStyle, textsOf } from '../../parts/textBoxes.ts';
import { panelSchema, type PanelOf } from '../../spec/panels.ts';
import type { ComposedPanel } from '../panel.ts';
import type { PortraitData } from './collect.ts';
import { composePortrait, portraitAspect } from './compose.ts';

const panelWith = (more: object = {}): PanelOf<'portrait'> =>
  parse(panelSchema, { kind: 'portrait', ...more }) as PanelOf<'portrait'>;
const frame = { x: 4, y: 6, width: 250, height: 180 };

function dataWith(more: Partial<PortraitData> = {}): PortraitData {
  return {
    gene: 'Cpe',
    smoothed: true,
    total: 4,
    s: Float32Array.of(0, 10, Number.NaN, 5),
    u: Float32Array.of(0, 2, 1, 1),
    colors: Uint8Array.from([1, 2, 3, 255, 4, 5, 6, 255, 7, 8, 9, 255, 7, 8, 9, 0]),
    coloring: {
      title: 'Clusters',
      meaning: 'Colours show clusters.',
      legend: { kind: 'labels', entries: [{ label: 'Alpha', color: '#010203', count: 1 }] },
    },
    curves: [
      { label: 'induction', style: 'solid', s: Float32Array.of(0, 10), u: Float32Array.of(0, 2) },
      { label: 'steady state', style: 'dashed', s: Float32Array.of(0, 10), u: Float32Array.of(0, 1) },
    ],
    velocityGene: true,
    ...more,
  };
}

const compose = (
  more: Partial<PortraitData> = {},
  spec: object = {},
  within: Rectangle = frame,
  fontSize = 7,
): ComposedPanel => composePortrait(panelWith(spec), dataWith(more), within, plainStyle(fontSize));

describe('a phase portrait', () => {
  it('has the largest counts near its upper right corner and 0 in its lower left one', () => {
    const { nodes } = compose({}, { legend: 'none' });
    const { points } = marksOf(nodes, 'dots')[0];
    const [line] = marksOf(nodes, 'lines');
    expect([points[0], points[1]]).toEqual([line.points[0], line.points[1]]);
    expect([points[2], points[3]]).toEqual([line.points[2], line.points[3]]);
    expect(points[2]).toBeGreaterThan(0.9 * frame.width);
    expect(points[3]).toBeLessThan(frame.y + 0.15 * frame.height);
  });

  it('leaves out hidden cells and those without a value', () => {
    const { colors, points } = marksOf(compose().nodes, 'dots')[0];
    expect([3, 7, 11, 15].map((k) => colors[k] > 0)).toEqual([true, true, false, false]);
    expect(points.every(Number.isFinite)).toBe(true);
  });

  it('parts the model’s lines from the cells by a wider line beneath, in the ground’s colour', () => {
    const lines = marksOf(compose().nodes, 'group').find(({ name }) => name === 'lines of the model')!;
    const strokes = marksOf(lines.children, 'lines').map(({ stroke }) => stroke);
    expect(strokes.map(({ color }) => color)).toEqual(['#ffffff', '#000000', '#ffffff', '#000000']);
    expect(strokes[0].width).toBeGreaterThan(strokes[1].width);
    expect(strokes.map(({ dash }) => dash !== undefined)).toEqual([false, false, false, true]);
  });

  it('has the gene’s name in italics above it, unless the title says it', () => {
    const names = (spec: object): string[] =>
      textsOf(compose({}, spec).nodes)
        .filter(({ style }) => style === 'italic')
        .map(({ text }) => text);
    expect(names({})).toEqual(['Cpe']);
    expect(names({ title: 'Phase portrait of Cpe' })).toEqual([]);
  });

  it('covers no text with another, however small it is', () => {
    for (const [width, height, fontSize] of [
      [250, 180, 7],
      [85, 70, 7],
      [85, 85, 30],
      [520, 420, 20],
    ])
      for (const legend of ['right', 'bottom', 'none']) {
        const within = { ...frame, width, height };
        expect(
          crowdedTexts(compose({}, { legend }, within, fontSize).nodes, within),
          `${width} ${legend}`,
        ).toEqual([]);
      }
  });

  it('says how many cells are drawn, and where a gene has no say in the velocities', () => {
    const { notes, description } = compose({ total: 100_000, velocityGene: false });
    expect(notes).toEqual([
      '4 of 100,000 cells, drawn evenly at random.',
      'Cpe is not one of the genes that the run’s velocities rest on.',
    ]);
    expect(description).toContain('Dashed line: steady state.');
  });

  it('is lower with its legend at the right than under it', () => {
    const aspect = (legend: string): number =>
      portraitAspect(panelWith({ legend }), dataWith(), 250, plainStyle());
    expect(aspect('right')).toBeLessThan(aspect('none'));
    expect(aspect('none')).toBeLessThan(aspect('bottom'));
  });
});
