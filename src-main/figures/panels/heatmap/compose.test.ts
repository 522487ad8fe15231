import { parse } from 'valibot';
import { describe, expect, it } from 'vitest';

import type { Rectangle } from '../../drawing/nodes.ts';
import { crowdedTexts, marksOf, plainStyle, textsOf } from '../../parts/textBoxes.ts';
import { panelSchema, type PanelOf } from '../../spec/panels.ts';
import type { ComposedPanel } from '../panel.ts';
import type { HeatmapData } from './collect.ts';
import { mapOf } from './colors.ts';
import { composeHeatmap, heatmapAspect } from './compose.ts';
import { placeAmong } from './timeAxis.ts';

const frame = { x: 4, y: 6, width: 250, height: 260 };

function dataOf(genes: number, clusters = 3, bins = 50): HeatmapData {
  return {
    along: 'Latent time',
    smoothed: true,
    genes: Array.from({ length: genes }, (_, g) => `Gene${g}`),
    values: Float32Array.from({ length: genes * bins }, (_, k) =>
      k === 0 ? Number.NaN : (k % bins) / (bins - 1),
    ),
    bins,
    edges: Float64Array.from({ length: bins + 1 }, (_, b) => (b / bins) ** 3),
    clusters:
      clusters > 0
        ? {
            codes: Int32Array.from({ length: bins }, (_, b) => (b === 0 ? -1 : b % clusters)),
            categories: Array.from({ length: clusters + 1 }, (_, c) => ({
              label: `Cluster with a name ${c}`,
              color: '#102030',
            })),
          }
        : null,
    cells: 1000,
    total: 1000,
    missing: [],
  };
}

const panelWith = (more: object = {}): PanelOf<'heatmap'> =>
  parse(panelSchema, { kind: 'heatmap', ...more }) as PanelOf<'heatmap'>;

const compose = (
  data: HeatmapData,
  spec: object = {},
  within: Rectangle = frame,
  fontSize = 7,
): ComposedPanel => composeHeatmap(panelWith(spec), data, within, plainStyle(fontSize));

describe('a heatmap', () => {
  it('is one picture, a pixel a gene and bin, below one of the clusters that is as wide', () => {
    const [strip, map] = marksOf(compose(dataOf(4)).nodes, 'picture');
    expect([map.columns, map.rows, map.pixels.length]).toEqual([50, 4, 800]);
    expect([strip.columns, strip.rows]).toEqual([50, 1]);
    expect([strip.x, strip.width]).toEqual([map.x, map.width]);
    expect(strip.y + strip.height).toBeLessThan(map.y);
    expect([...map.pixels.subarray(0, 4)]).toEqual([150, 150, 150, 255]);
    expect([...strip.pixels.subarray(0, 8)]).toEqual([150, 150, 150, 255, 0x10, 0x20, 0x30, 255]);
  });

  it('names the clusters that are there, and none without a strip', () => {
    expect(compose(dataOf(4)).colors).toHaveLength(3);
    const plain = compose(dataOf(4, 0));
    expect(plain.colors).toBeUndefined();
    expect(marksOf(plain.nodes, 'picture')).toHaveLength(1);
  });

  it('has as many names of genes as there is room for, smaller first, and says so', () => {
    const names = (genes: number): { count: number; size: number; notes: string[] } => {
      const { nodes, notes } = compose(dataOf(genes), { legend: 'none' });
      const texts = textsOf(nodes).filter(({ style }) => style === 'italic');
      return { count: texts.length, size: texts[0].size, notes };
    };
    expect(names(20)).toMatchObject({ count: 20, size: plainStyle().smallSize, notes: [] });
    expect(names(45)).toMatchObject({ count: 45, notes: [] });
    expect(names(45).size).toBeLessThan(plainStyle().smallSize);
    const many = names(200);
    expect(many.count).toBeLessThan(70);
    expect(many.notes).toEqual([expect.stringContaining(`${many.count} of 200 genes`)]);
  });

  it('has ticks where cells have round values, however uneven they lie', () => {
    const edges = Float64Array.of(0, 0, 1, 1, 4);
    expect(placeAmong(edges, 0)).toBe(0);
    expect(placeAmong(edges, 0.5)).toBe(0.375);
    expect(placeAmong(edges, 2.5)).toBe(0.875);
    expect(placeAmong(edges, 4)).toBe(1);
    expect(placeAmong(Float64Array.of(3), 3)).toBe(0);
  });

  it('has a colour map around 0 for standard scores', () => {
    const scores = Float32Array.of(-1.2, 0, Number.NaN, 2.1);
    expect(mapOf(panelWith({ scale: 'zscore' }), scores)).toEqual({ map: 'blueOrange', range: [-2.5, 2.5] });
    expect(mapOf(panelWith({ map: 'magma' }), scores)).toEqual({ map: 'magma', range: [0, 1] });
  });

  it('covers no text with another, however many genes and clusters and however small', () => {
    for (const data of [dataOf(1), dataOf(30, 60), dataOf(200, 0), dataOf(5, 3, 1)])
      for (const legend of ['right', 'bottom', 'none'])
        for (const [width, height, fontSize] of [
          [250, 260, 7],
          [85, 85, 7],
          [250, 80, 7],
          [520, 400, 14],
        ]) {
          const within = { ...frame, width, height };
          const { nodes } = compose(data, { legend }, within, fontSize);
          expect(crowdedTexts(nodes, within), `${data.genes.length}, ${legend}, ${width}`).toEqual([]);
        }
  });

  it('is as high as its names need, within bounds', () => {
    const height = (genes: number): number =>
      250 * heatmapAspect(panelWith(), dataOf(genes), 250, plainStyle());
    expect(height(40)).toBeGreaterThan(height(20));
    expect(height(200)).toBeLessThan(450);
  });
});
