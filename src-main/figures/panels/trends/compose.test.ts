import { parse } from 'valibot';
import { describe, expect, it } from 'vitest';

import { trendMaker, type Trend } from '../../../../src-worker/views/trend/trend.ts';
import type { Rectangle } from '../../drawing/nodes.ts';
import { crowdedTexts, marksOf, plainStyle, textsOf } from '../../parts/textBoxes.ts';
import { panelSchema, type PanelOf } from '../../spec/panels.ts';
import type { ComposedPanel } from '../panel.ts';
import type { TrendsData } from './collect.ts';
import { composeTrends, trendsAspect } from './compose.ts';

const frame = { x: 4, y: 6, width: 250, height: 180 };
const time = Float32Array.from({ length: 200 }, (_, i) => i / 199);
const make = trendMaker(time);
const line = (slope: number): Trend => make(time.map((t, i) => 5 + slope * t + 0.1 * (i % 2)));

function dataOf(genes: number, fates = 0): TrendsData {
  return {
    along: 'Latent time',
    smoothed: true,
    genes: Array.from({ length: genes }, (_, g) => ({
      name: `Gene number ${g}`,
      lines: Array.from({ length: Math.max(fates, 1) }, (__, f) => line(g + f - 1)),
    })),
    fates:
      fates > 0
        ? Array.from({ length: fates }, (_, f) => ({ label: `Fate ${f}`, color: `#0000${10 + f}` }))
        : null,
    points: null,
    cells: 200,
    total: 210,
  };
}

const panelWith = (more: object = {}): PanelOf<'trends'> =>
  parse(panelSchema, { kind: 'trends', ...more }) as PanelOf<'trends'>;

const compose = (
  data: TrendsData,
  spec: object = {},
  within: Rectangle = frame,
  fontSize = 7,
): ComposedPanel => composeTrends(panelWith(spec), data, within, plainStyle(fontSize));

const written = ({ nodes }: ComposedPanel): string[] => textsOf(nodes).map(({ text }) => text);

describe('a panel of trends', () => {
  it('has one gene in its unit and several from their least to their most, and says so on the axis', () => {
    expect(written(compose(dataOf(1)))).toContain('Spliced (smoothed counts)');
    const several = written(compose(dataOf(3)));
    expect(several.join()).toMatch(/least to (its )?most|scaled/i);
    expect(several).toEqual(expect.arrayContaining(['Gene number 0', 'Gene number 1', 'Gene number 2']));
  });

  it('spans its area from bottom to top with every gene that is scaled', () => {
    const { nodes } = compose(dataOf(3), { band: false });
    const chart = marksOf(nodes, 'group').find(({ name }) => name === 'trends')!;
    const heights = marksOf(chart.children, 'lines').map(({ points }) => {
      const ys = [...points].filter((_, k) => k % 2 === 1);
      return Math.max(...ys) - Math.min(...ys);
    });
    expect(heights).toHaveLength(3);
    for (const height of heights) expect(height).toBeCloseTo(heights[0], 3);
    expect(heights[0] / chart.clip!.height).toBeCloseTo(1 / 1.08, 2);
  });

  it('has bands where they are asked for', () => {
    const shapes = (band: boolean): number => {
      const { nodes } = compose(dataOf(1), { band });
      return marksOf(nodes, 'shape').length;
    };
    expect([shapes(true), shapes(false)]).toEqual([1, 0]);
  });

  it('has a line a fate in the fate’s colour, in a chart a gene', () => {
    const composed = compose(dataOf(3, 2), { fates: true });
    const charts = marksOf(composed.nodes, 'group').filter(({ clip }) => clip);
    expect(charts.map(({ name }) => name)).toEqual(['Gene number 0', 'Gene number 1', 'Gene number 2']);
    const colors = marksOf(charts[1].children, 'lines').map(({ stroke }) => stroke.color);
    expect(colors).toEqual(['#000010', '#000011']);
    expect(composed.colors).toHaveLength(2);
    expect(composed.description).toContain('weighted by their probability');
  });

  it('draws cells beneath the line of a single gene', () => {
    const points = { x: Float32Array.of(0, 0.5, 1), y: Float32Array.of(3, 4, 9) };
    const { nodes, description } = compose({ ...dataOf(1), points }, { points: true });
    expect(marksOf(nodes, 'dots')[0].points).toHaveLength(6);
    expect(description).toContain('Dots are cells.');
    expect(compose(dataOf(2), { points: true }).notes).toContain(
      'Cells are drawn beneath the line of a single gene only.',
    );
  });

  it('leaves a gap where nothing is known', () => {
    const data = dataOf(1);
    data.genes[0].lines[0].mean.fill(Number.NaN, 60, 90);
    const { nodes } = compose(data, { band: false });
    const { children } = marksOf(nodes, 'group').find(({ clip }) => clip)!;
    expect([...marksOf(children, 'lines')[0].offsets]).toEqual([0, 60, 120]);
    data.genes[0].lines[0].mean.fill(Number.NaN);
    expect(compose(data).nodes.length).toBeGreaterThan(0);
  });

  it('says how many cells are left out, and that bands are narrow', () => {
    const { notes } = compose(dataOf(1));
    expect(notes).toEqual([
      '10 cells have no “Latent time” and are left out.',
      expect.stringContaining('Bands take cells as independent'),
    ]);
  });

  it('covers no text with another, however many lines and however small', () => {
    for (const data of [dataOf(1), dataOf(2), dataOf(9), dataOf(1, 3), dataOf(2, 3), dataOf(9, 3)])
      for (const legend of ['right', 'bottom', 'none'])
        for (const [width, height, fontSize] of [
          [250, 180, 7],
          [85, 70, 7],
          [520, 400, 14],
        ]) {
          const within = { ...frame, width, height };
          const { nodes } = compose(data, { legend, fates: data.fates !== null }, within, fontSize);
          expect(
            crowdedTexts(nodes, within),
            `${data.genes.length} genes, ${legend}, ${width} at ${fontSize}`,
          ).toEqual([]);
        }
  });

  it('is higher the more charts it has', () => {
    const aspect = (genes: number): number =>
      trendsAspect(panelWith({ fates: true }), dataOf(genes, 2), 250, plainStyle());
    expect(aspect(9)).toBeGreaterThan(aspect(2));
  });
});
