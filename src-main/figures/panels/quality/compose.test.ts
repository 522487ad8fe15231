import { describe, expect, it } from 'vitest';
import { parse } from 'valibot';

import type { Rectangle } from '../../drawing/nodes.ts';
import { crowdedTexts, marksOf, plainStyle, textsOf } from '../../parts/textBoxes.ts';
import { panelSchema, type PanelOf } from '../../spec/panels.ts';
import type { ComposedPanel } from '../panel.ts';
import type { QualityData } from './collect.ts';
import { qualityPanel } from './index.ts';

const panel = parse(panelSchema, { kind: 'quality' }) as PanelOf<'quality'>;
const frame = { x: 4, y: 6, width: 250, height: 150 };

const compose = (data: QualityData, within: Rectangle = frame, fontSize = 7): ComposedPanel =>
  qualityPanel.compose(panel, data, within, plainStyle(fontSize));

const groupsOf = (count: number, value: (g: number) => number | null): QualityData => ({
  kind: 'groups',
  show: 'confidence',
  overall: 0.8,
  groups: Array.from({ length: count }, (_, g) => ({
    label: `Cluster number ${g}`,
    color: '#123456',
    cells: 10,
    value: value(g),
  })),
});

const histogram = (id: 'velocity_r2' | 'velocity_confidence', counts: number[]): QualityData => ({
  kind: 'histogram',
  histogram: {
    id,
    label: 'R² of the lines',
    meaning: '',
    of: 'genes',
    range: [-1, 1],
    counts,
    median: 0.25,
    missing: 3,
  },
});

const known: QualityData = {
  kind: 'known',
  known: [
    { from: 'Ngn3 high EP', to: 'Pre-endocrine', agreement: 0.62, pairs: 120 },
    { from: 'Alpha', to: 'Beta', agreement: -0.3, pairs: 9 },
    { from: 'Ductal', to: 'Beta', agreement: null, pairs: 0 },
  ],
};

describe('a panel of quality', () => {
  it('covers no text with another, whatever it shows and however small it is', () => {
    const all = [
      groupsOf(1, () => 0.5),
      groupsOf(8, (g) => (g === 3 ? null : g / 8)),
      groupsOf(60, () => 0.9),
      histogram('velocity_r2', [5, 0, 7, 123_456]),
      known,
    ];
    for (const data of all)
      for (const [width, height, fontSize] of [
        [250, 150, 7],
        [85, 60, 7],
        [85, 85, 18],
        [520, 300, 14],
      ]) {
        const within = { ...frame, width, height };
        expect(crowdedTexts(compose(data, within, fontSize).nodes, within), `${data.kind} ${width}`).toEqual(
          [],
        );
      }
  });

  it('has a bar a cluster, and says which have no value', () => {
    const { nodes, notes, description } = compose(groupsOf(4, (g) => (g === 1 ? null : 0.5)));
    expect(marksOf(nodes, 'shape')).toHaveLength(3);
    expect(textsOf(nodes).map(({ text }) => text)).toContain('all cells 0.80');
    expect(notes).toEqual(['No cell of Cluster number 1 has a value.']);
    expect(description).toContain('0.80 over all cells');
  });

  it('marks the median of a histogram and says what is left out', () => {
    const { nodes, notes } = compose(histogram('velocity_r2', [9, 2, 3, 4]));
    const bars = marksOf(nodes, 'shape').map(({ commands }) => commands[0] as ['M', number, number]);
    const median = marksOf(nodes, 'lines').find(({ stroke }) => stroke.dash)!.points[0];
    expect(bars).toHaveLength(4);
    expect(median).toBeGreaterThan(bars[2][1]);
    expect(median).toBeLessThan(bars[3][1]);
    expect(notes).toEqual([
      '3 genes have no value and are left out.',
      'Values below −1 are counted in the first bar.',
    ]);
  });

  it('draws agreement to the right of 0 and disagreement to its left', () => {
    const { nodes, notes, description } = compose(known);
    const [agrees, contradicts] = marksOf(nodes, 'shape').map(({ commands }) =>
      commands.flatMap((command) => (command[0] === 'Z' ? [] : [command[1]])),
    );
    expect(Math.min(...agrees)).toBeCloseTo(Math.max(...contradicts));
    expect(notes).toEqual([expect.stringContaining('No cell of Ductal has a neighbour in Beta')]);
    expect(description).toContain('Alpha → Beta −0.30 (9 pairs of cells)');
  });
});
