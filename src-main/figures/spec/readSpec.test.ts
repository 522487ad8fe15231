import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { figureJsonSchema, SCHEMA_FILE } from './jsonSchema.ts';
import { readSpec } from './readSpec.ts';

const problem = (text: string): string => {
  try {
    readSpec(text, 'figure.json');
  } catch (error) {
    return (error as Error).message;
  }
  return '';
};
const inPanel = (panel: object, rest: object = {}): string =>
  problem(JSON.stringify({ ...rest, panels: [panel] }));

describe('a figure that a person wrote', () => {
  it('is filled up with defaults', () => {
    const spec = readSpec('\ufeff{"panels": [{"kind": "embedding"}]}', 'figure.json');
    expect(spec).toMatchObject({
      size: 'nature-double',
      run: null,
      panels: [{ flow: 'lines', legend: 'right' }],
    });
  });

  it('is refused with the place of each mistake and what may stand there', () => {
    const wrong: [string, string][] = [
      ['{"panels": [', 'figure.json: this is not JSON: '],
      ['[]', 'A figure is an object with panels'],
      ['null', 'A figure is an object with panels'],
      ['{}', 'panels is missing.'],
      ['{"panels": []}', 'panels has 0 entries, and needs at least 1.'],
      [
        '{"panels": [{"kind": "map"}]}',
        'panels[0].kind is "map", and may be "embedding", "portrait", "trends", "heatmap", "fates", "kinetics", "quality".',
      ],
    ];
    for (const [text, message] of wrong) expect(problem(text)).toContain(message);
    expect(inPanel({ kind: 'embedding' }, { size: { width: 5 } })).toContain(
      'size.width is 5, and may be at least 20.',
    );
    expect(inPanel({ kind: 'embedding' }, { columns: 1.5 })).toContain(
      'columns is 1.5, and may be a whole number.',
    );
    expect(inPanel({ kind: 'trends', genes: 'Ins1' })).toContain(
      'panels[0].genes is "Ins1", and may be a list.',
    );
    expect(inPanel({ kind: 'embedding', title: 'x'.repeat(301) })).toContain(
      'panels[0].title has 301 characters, and may have at most 300.',
    );
  });

  it('with an entry that there is not is told which may be meant, or which there are', () => {
    expect(inPanel({ kind: 'embedding', colourBy: 'x' })).toContain('is “colorBy” meant?');
    expect(inPanel({ kind: 'fates', zzz: 1 })).toMatch(
      /panels\[0\]\.zzz is no entry; there are kind, .*direction/,
    );
    expect(inPanel({ kind: 'embedding' }, { size: { with: 50 } })).toContain(
      'size.with is no entry; is “width” meant?',
    );
  });

  it('with very many mistakes is answered in a few sentences', () => {
    const panels = Array.from({ length: 20 }, () => ({ kind: 'fates', [`q${'q'.repeat(500)}`]: 1 }));
    const message = problem(JSON.stringify({ panels }));
    expect(message.length).toBeLessThan(4000);
    expect(message).toContain('And 12 more.');
  });
});

describe('the JSON schema of figures in docs', () => {
  it('is the one that figures are checked against (npm run figure-schema makes it)', () => {
    expect(JSON.parse(readFileSync(SCHEMA_FILE, 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(figureJsonSchema())),
    );
  });

  it('describes every entry but those that say all by their name', () => {
    const undescribed: string[] = [];
    const walk = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const [key, value] of Object.entries(node)) {
        const inside = `${path}/${key}`;
        if (path.endsWith('/properties') && !('description' in (value as object))) undescribed.push(key);
        walk(value, inside);
      }
    };
    walk(figureJsonSchema(), '');
    expect([...new Set(undescribed)].sort()).toEqual([
      'height',
      'kind',
      'panels',
      'version',
      'width',
      'x',
      'y',
    ]);
  });
});
