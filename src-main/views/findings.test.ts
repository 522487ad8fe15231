import { describe, expect, it } from 'vitest';

import { findingsOf } from './findings.ts';

type Numbers = Parameters<typeof findingsOf>[0];

const sound: Numbers = {
  cells: { kept: 3000, total: 3000, reasons: [] },
  genes: { kept: 2000, total: 2000, reasons: [] },
  by: { id: 'obs/sample', label: 'sample' },
  unspliced: { overall: 0.2, groups: [] },
  velocityGenes: { used: 800, total: 2000 },
  histograms: [],
  known: [],
  confidence: { overall: 0.9, groups: [] },
};
const group = (label: string, value: number): Numbers['unspliced']['groups'][number] => ({
  label,
  color: null,
  cells: 100,
  value,
});

describe('what is found about a run', () => {
  it('is nothing to worry about where its numbers are sound', () => {
    expect(findingsOf(sound).map(({ grade }) => grade)).toEqual(['good', 'good', 'good']);
  });

  it.each<[string, Partial<Numbers>, RegExp]>([
    ['hardly any unspliced counts', { unspliced: { overall: 0.01, groups: [] } }, /Only 1\.0 % .* unspliced/],
    ['mostly unspliced counts', { unspliced: { overall: 0.8, groups: [] } }, /80 % .* nuclei/],
    ['few cells', { cells: { kept: 120, total: 120, reasons: [] } }, /only 120 cells/],
    ['few genes', { velocityGenes: { used: 9, total: 2000 } }, /9 of 2,000 genes/],
    ['a rough field', { confidence: { overall: 0.4, groups: [] } }, /mean confidence 0\.40/],
  ])('warns first of %s', (_, numbers, text) => {
    const [first] = findingsOf({ ...sound, ...numbers });
    expect(first.grade).toBe('caution');
    expect(first.text).toMatch(text);
  });

  it('names the groups that stand out', () => {
    const texts = findingsOf({
      ...sound,
      unspliced: { overall: 0.2, groups: [group('a', 0.2), group('b', 0.05), group('c', 0.5)] },
      confidence: { overall: 0.9, groups: [group('a', 0.9), group('d', 0.3)] },
    }).map(({ text }) => text);
    expect(texts.join(' ')).toContain('in b and c (sample)');
    expect(texts).toContain('Confidence is lowest in d.');
  });

  it('holds the directions at borders against what the user knows, those against it first', () => {
    const known = [
      { from: 'A', to: 'B', agreement: 0.4, pairs: 10 },
      { from: 'B', to: 'C', agreement: 0.2, pairs: 10 },
      { from: 'C', to: 'D', agreement: -0.05, pairs: 10 },
      { from: 'D', to: 'E', agreement: -0.6, pairs: 10 },
      { from: 'E', to: 'F', agreement: null, pairs: 0 },
    ];
    const found = findingsOf({ ...sound, known }).filter(({ text }) => text.includes('→'));
    expect(found.map(({ grade }) => grade)).toEqual(['caution', 'note', 'good']);
    expect(found[0].text).toContain('D → E (-0.60)');
    expect(found[1].text).toContain('C → D (-0.05)');
    expect(found[2].text).toContain('A → B (0.40), B → C (0.20)');
    expect(found.some(({ text }) => text.includes('E → F'))).toBe(false);
  });

  it('says nothing of what is not known yet', () => {
    const unknown = { unspliced: { overall: null, groups: [] }, velocityGenes: null, confidence: null };
    expect(findingsOf({ ...sound, ...unknown })).toEqual([]);
  });
});
