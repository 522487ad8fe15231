import { describe, expect, it } from 'vitest';
import * as v from 'valibot';

import { figureSchema } from '../../../src-main/figures/spec/figure.ts';
import { pixelsOf } from './formats.ts';
import { pixelsFor } from './pagePicture.ts';
import { letterOf, panelDetail, placeNamed } from './panelText.ts';
import { confusionText } from './vision.ts';

const labels = new Map([['run/latent_time', 'Latent time']]);
const detail = (panel: object): string =>
  panelDetail(v.parse(figureSchema, { panels: [panel] }).panels[0], labels);

describe('what tells panels apart', () => {
  it('is the title, else what is shown', () => {
    expect(detail({ kind: 'embedding', title: 'Ours', colorBy: 'fates' })).toBe('Ours');
    expect(detail({ kind: 'embedding', colorBy: 'run/latent_time' })).toBe('Latent time');
    expect(detail({ kind: 'embedding', colorBy: 'obs/batch' })).toBe('batch');
    expect(detail({ kind: 'embedding', colorBy: 'gene/velocity/Gcg' })).toBe('Gcg (velocity)');
    expect(detail({ kind: 'portrait', gene: 'Ins2' })).toBe('Ins2');
    expect(detail({ kind: 'trends', genes: ['A', 'B'] })).toBe('A, B');
    expect(detail({ kind: 'heatmap', genes: ['A', 'B', 'C', 'D'] })).toBe('4 genes');
    expect(detail({ kind: 'quality' })).toBe('');
  });

  it('is a letter, in the figure’s style', () => {
    expect(['a', 'A', '(a)', 'none'].map((style) => letterOf(1, style as 'a'))).toEqual([
      'b',
      'B',
      '(b)',
      '',
    ]);
  });
});

describe('a message about a panel', () => {
  it('names its place', () => {
    expect(placeNamed('Panel b: Heatmap cannot be drawn: there is no such gene.', 3)).toBe(1);
    expect(placeNamed('Panel C: Fates cannot be drawn.', 3)).toBe(2);
    expect(placeNamed('Panel d: Fates cannot be drawn.', 3)).toBeUndefined();
    expect(placeNamed('The project has no finished run.', 3)).toBeUndefined();
  });
});

describe('a figure in pixels', () => {
  it('has those of its size', () => {
    expect(pixelsOf({ width: 183, height: 25.4 }, 300)).toEqual([2161, 300]);
  });
});

describe('the picture of a page on screen', () => {
  it('has a pixel for each of the screen’s, up to a number', () => {
    expect(pixelsFor({ width: 700, height: 500, pixelRatio: 2 })).toEqual([1400, 1000]);
    const [columns, rows] = pixelsFor({ width: 20_000, height: 10_000, pixelRatio: 1 });
    expect(columns / rows).toBeCloseTo(2);
    expect(columns * rows).toBeLessThanOrEqual(32.1e6);
  });
});

describe('other ways of seeing', () => {
  it('say which categories become alike', () => {
    const categories = [
      { label: 'Alpha', color: '#0072b2' },
      { label: 'Pre-endocrine', color: '#6a51a3' },
      { label: 'Delta', color: '#009e73' },
    ];
    expect(confusionText(categories, 'deuteranopia')).toBe(
      'Hard to tell apart with deuteranopia: Alpha and Pre-endocrine.',
    );
    expect(confusionText(categories, 'tritanopia')).toBeUndefined();
    expect(confusionText(categories, 'greyscale')).toMatch(/^Hard to tell apart in greyscale: /);
  });
});
