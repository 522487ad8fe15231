import * as v from 'valibot';
import { describe, expect, it } from 'vitest';

import type { DrawingNode, GroupNode, TextNode } from '../drawing/nodes.ts';
import type { FigureData } from '../collectFigure.ts';
import type { Provenance } from '../formats.ts';
import type { EmbeddingData } from '../panels/embedding/data.ts';
import { figureSchema, type FigureInput } from '../spec/figure.ts';
import { composeFigure, type ComposedFigure } from './composeFigure.ts';

const POINTS = 72 / 25.4;
const measure = (text: string, size: number): number => 0.5 * size * text.length;

const embedding: EmbeddingData = {
  run: 'First',
  label: 'UMAP',
  positions: Float32Array.of(0, 0, 4, 3),
  coloring: {
    title: 'Clusters',
    meaning: 'Colours show clusters.',
    colors: new Uint8Array(8).fill(255),
    legend: { kind: 'labels', entries: [{ label: 'Alpha', color: '#0072b2', count: 2 }] },
  },
  names: [],
};

const provenance: Provenance = {
  program: 'RNAVelocity',
  version: '1.2.3',
  dataset: { name: 'pancreas', fingerprint: 'f', cells: 739, genes: 2000 },
  runs: [
    {
      id: 1,
      name: 'First',
      model: 'dynamical',
      fingerprint: '0123456789abcdef',
      seed: 4,
      changed: ['pca.components = 20'],
      finishedAt: null,
    },
  ],
  verdict: [
    { grade: 'caution', text: 'There are only 739 cells.' },
    { grade: 'good', text: 'Enough counts are unspliced.' },
  ],
};

function compose(others: Partial<FigureInput> = {}, panels = 2): ComposedFigure {
  const spec = v.parse(figureSchema, {
    panels: Array.from({ length: panels }, () => ({ kind: 'embedding', flow: 'off' })),
    ...others,
  });
  const data: FigureData = {
    panels: spec.panels.map(() => ({ kind: 'embedding', run: 1, data: embedding })),
    runs: [1],
    provenance,
  };
  return composeFigure(spec, data, measure);
}

describe('a figure', () => {
  it('has the width asked for, and what height its panels need', () => {
    expect(compose().drawing.width).toBeCloseTo(183 * POINTS);
    const { drawing, panels } = compose({ size: { width: 100 } });
    expect(drawing.width).toBeCloseTo(100 * POINTS);
    const { frame } = panels[1];
    expect(drawing.height).toBeCloseTo(frame.y + frame.height + 2 * POINTS);
    expect(compose({ height: 120 }).drawing.height).toBeCloseTo(120 * POINTS);
  });

  it('names its panels in layers, and what is in them', () => {
    const [a, b] = compose().drawing.children as GroupNode[];
    expect([a.name, b.name]).toEqual(['Panel a: Embedding', 'Panel b: Embedding']);
    expect((b.children as GroupNode[]).map(({ name }) => name)).toEqual([
      'heading',
      'cells',
      'axes',
      'legend',
    ]);
  });

  it('letters its panels in bold, where there are several', () => {
    const letters = (figure: ComposedFigure): string[] =>
      texts(figure).flatMap(({ text, style, size }) => (style === 'bold' && size === 8 ? [text] : []));
    expect(letters(compose())).toEqual(['a', 'b']);
    expect(letters(compose({ letters: '(a)' }))).toEqual(['(a)', '(b)']);
    expect(letters(compose({ letters: 'none' }))).toEqual([]);
    expect(letters(compose({}, 1))).toEqual([]);
  });

  it('has its title above, and its caption below all panels and within the page', () => {
    const caption = 'Velocities of the pancreas in two panels. '.repeat(12);
    const { drawing, panels } = compose({ title: 'Pancreas', caption });
    const [title] = texts(compose({ title: 'Pancreas' }));
    expect(title).toMatchObject({ text: 'Pancreas', style: 'bold' });
    expect(title.y).toBeLessThan(panels[0].frame.y);
    const lines = (drawing.children.at(-1) as GroupNode).children as TextNode[];
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.map(({ text }) => text).join(' ')).toBe(caption.trim());
    for (const { y } of lines) {
      expect(y).toBeGreaterThan(panels[1].frame.y + panels[1].frame.height);
      expect(y).toBeLessThan(drawing.height);
    }
  });

  it('says where it is from, if wanted', () => {
    expect(compose().caption).toBe('');
    expect(compose({ caption: 'Cells.', provenance: true }).caption).toBe(
      'Cells. Data: pancreas, 739 cells × 2,000 genes; run “First”, dynamical model, pca.components = 20, seed 4 (0123456789ab). ' +
        'Made with RNAVelocity 1.2.3. Quality checks: There are only 739 cells.',
    );
  });

  it('is white, black in the dark theme, or has no ground', () => {
    expect(compose().drawing.background).toBe('#ffffff');
    expect(compose({ theme: 'dark' }).drawing.background).toBe('#000000');
    expect(compose({ background: 'transparent' }).drawing.background).toBeNull();
  });

  it('tells colours once, notes by panel, and of a page that is too high', () => {
    const figure = compose({ size: 'pnas-single' }, 4);
    expect(figure.colors).toEqual([{ label: 'Alpha', color: '#0072b2' }]);
    expect(figure.description).toMatch(/^Panel a: Embedding\. UMAP of 2 cells .* Panel b: Embedding\. /);
    expect(figure.notes).toEqual([]);
    expect(compose({ size: 'pnas-single', height: 300 }).notes).toEqual([
      'The figure is 300 mm high; a page (PNAS, one column) has room for 225 mm.',
    ]);
  });
});

function texts({ drawing }: ComposedFigure): TextNode[] {
  const all = (nodes: readonly DrawingNode[]): DrawingNode[] =>
    nodes.flatMap((node) => (node.kind === 'group' ? all(node.children) : [node]));
  return all(drawing.children).filter((node) => node.kind === 'text');
}
