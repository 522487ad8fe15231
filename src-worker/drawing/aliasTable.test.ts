import { describe, expect, it } from 'vitest';

import { aliasTable } from './aliasTable.ts';
import { startWeights, type VectorField } from './vectorField.ts';

describe('a table of starts', () => {
  it('gives every place its share and no share to places of weight 0', () => {
    const weights = [0, 1, 5, 0, 0.25, 100, 3];
    const { places, chance, alias } = aliasTable(weights);
    const share = new Array<number>(weights.length).fill(0);
    places.forEach((place, k) => {
      share[place] += chance[k] / places.length;
      share[alias[k]] += (1 - chance[k]) / places.length;
    });
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    weights.forEach((weight, place) => expect(share[place]).toBeCloseTo(weight / total, 6));
  });

  it('is empty where nothing has weight', () => {
    expect(aliasTable([0, 0]).places.length).toBe(0);
  });
});

describe('the chance to start at a node', () => {
  const field: VectorField = {
    origin: [0, 0],
    spacing: [1, 1],
    columns: 4,
    rows: 1,
    mask: Uint8Array.from([1, 1, 0, 1]),
    vectors: new Float32Array(8),
  };

  it('is that of its cells, and 0 where the field is unknown', () => {
    expect([...startWeights({ ...field, density: Float32Array.from([3, NaN, 8, 1]) })]).toEqual([3, 0, 0, 1]);
  });

  it('is even where the number of cells is not told', () => {
    expect([...startWeights(field)]).toEqual([1, 1, 0, 1]);
    expect([...startWeights({ ...field, density: new Float32Array(4) })]).toEqual([1, 1, 0, 1]);
  });
});
