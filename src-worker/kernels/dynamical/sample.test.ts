import { expect, test } from 'vitest';

import { sparseFromDense } from '../../data/sparse.ts';
import { neighbourhoods } from '../../data/neighbourhoods.ts';
import { sampleCells } from './sample.ts';

/** Cells on a line, each with so many on either side. */
function line(cells: number, reach = 2) {
  const near = new Float32Array(cells * cells);
  for (let i = 0; i < cells; i++)
    for (let j = Math.max(0, i - reach); j <= Math.min(cells - 1, i + reach); j++) near[i * cells + j] = 1;
  return neighbourhoods(sparseFromDense(near, cells, cells));
}

test('a sample is asked for only of more cells than it would have', () => {
  expect(sampleCells(line(50), 50, 5)).toBeUndefined();
  expect(sampleCells(line(51), 50, 5)?.cells.length).toBe(50);
});

test('every part of the graph gives its share to the sample', () => {
  const { cells } = sampleCells(line(1000, 10), 250, 5)!;
  for (let from = 0; from < 1000; from += 100) {
    const count = cells.filter((cell) => cell >= from && cell < from + 100).length;
    expect(Math.abs(count - 25)).toBeLessThanOrEqual(7);
  }
});

test('neighbours in a sample are cells that are near in the graph of all', () => {
  const { cells, graph } = sampleCells(line(400), 100, 3)!;
  expect(new Set(cells).size).toBe(100);
  expect(Array.from(cells)).toEqual(Array.from(cells).sort((a, b) => a - b));
  for (let c = 0; c < 100; c++) {
    const own = Array.from(graph.indices.subarray(graph.indptr[c], graph.indptr[c + 1]));
    expect(own).toContain(c);
    expect(own.length).toBeLessThanOrEqual(4);
    for (const other of own) expect(Math.abs(cells[other] - cells[c])).toBeLessThanOrEqual(10);
  }
});

test('the sample is the same each time', () => {
  const [a, b] = [sampleCells(line(300), 40, 4)!, sampleCells(line(300), 40, 4)!];
  expect(Array.from(a.cells)).toEqual(Array.from(b.cells));
  expect(Array.from(a.graph.indices)).toEqual(Array.from(b.graph.indices));
});
