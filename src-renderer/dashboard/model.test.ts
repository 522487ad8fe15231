import { describe, expect, it } from 'vitest';

import { buildPayload } from '../../src-main/export/dashboard/buildPayload.ts';
import { syntheticRun } from '../../src-main/export/dashboard/syntheticRun.ts';
import { categoryLabels } from '../../src-worker/drawing/clusterLabels.ts';
import { coloringsOf, colorsFor, fateProbability, MOST_PROBABLE_FATE } from './coloring.ts';
import { modelOf } from './model.ts';

const model = modelOf(await buildPayload(syntheticRun()));

describe('the run as the page reads it', () => {
  it('has the cells where the run has them', () => {
    expect(model.cellNames[59]).toBe('cell59');
    expect(model.embedding[118]).toBeCloseTo(10, 3);
    expect([...Array.from(model.clusters.codes).slice(29, 31)]).toEqual([0, 1]);
  });

  it('has the field with its mask', () => {
    expect(model.field?.mask).toEqual(new Uint8Array(33).fill(1));
    expect(model.field?.vectors[0]).toBeCloseTo(1, 4);
  });

  it('gives every gene with a portrait its moments', () => {
    const place = model.portraitGenes.findIndex(({ name }) => name === 'Gene2');
    const portrait = model.portrait(place);
    expect(portrait.s[59]).toBeCloseTo(3, 3);
    expect(portrait.u[59]).toBeCloseTo(1.5, 3);
    expect(model.portrait(place)).toBe(portrait);
  });

  it('keeps the places of the portraits’ cells where they are a part', async () => {
    const part = modelOf(await buildPayload(syntheticRun(), { portraitCells: 10 }));
    const { s } = part.portrait(part.portraitGenes.findIndex(({ name }) => name === 'Gene0'));
    part.portraitCells.forEach((cell, i) => expect(s[i]).toBeCloseTo(cell / 59, 3));
  });
});

describe('colouring', () => {
  it('offers the run’s columns, the dataset’s and the fates', () => {
    const groups = coloringsOf(model).map(({ id, group }) => `${group} ${id}`);
    expect(groups).toEqual([
      'Run clusters',
      'Run velocity_pseudotime',
      'Dataset depth',
      'Dataset batch',
      'Fate fate:*',
      'Fate fate:0',
      'Fate fate:1',
    ]);
  });

  it('gives four bytes a cell whatever is chosen, and clusters for what is not there', () => {
    for (const { id } of coloringsOf(model)) expect(colorsFor(model, id, [0, 0, 0])).toHaveLength(240);
    expect(colorsFor(model, 'gone', [0, 0, 0])).toEqual(colorsFor(model, 'clusters', [0, 0, 0]));
    expect(colorsFor(model, MOST_PROBABLE_FATE, [0, 0, 0])).not.toEqual(
      colorsFor(model, 'clusters', [0, 0, 0]),
    );
    expect(fateProbability(model, 1)[59]).toBeCloseTo(1, 4);
  });
});

describe('names of clusters', () => {
  it('stand at the median of their cells', () => {
    const positions = Float32Array.from([0, 0, 1, 5, 9, 1]);
    expect(categoryLabels(positions, [1, 1, 1], ['none', 'x'.repeat(40)])).toEqual([
      { category: 1, text: `${'x'.repeat(23)}…`, x: 1, y: 1 },
    ]);
  });
});
