import { expect, test } from 'vitest';

import { createRandom } from '../data/random.ts';
import { plainLayoutEpoch } from './fixtures/plainLayoutEpoch.ts';
import { forceTables } from './forceTables.ts';
import { LAYOUT_TILE, layoutEpoch, layoutEpochArgs, type LayoutEdges } from './layoutEpoch.ts';

const tables = forceTables(0.583, 1.334);
const EPOCHS = 10;
const SEED = 3;

/** Two cells that are neighbours, at a distance of `gap`, after one epoch. */
function pairAfterOneEpoch(gap: number, rate: number): Float32Array {
  const edges = {
    indptr: Uint32Array.of(0, 1, 2),
    indices: Uint32Array.of(1, 0),
    rates: Float32Array.of(rate, rate),
  };
  const args = layoutEpochArgs(edges, tables, EPOCHS, SEED);
  args.even[2] = gap;
  layoutEpoch.run(args, 0, 2, 0);
  return args.odd;
}

test('neighbours far apart move together, by the same on either side', () => {
  const [x0, y0, x1, y1] = pairAfterOneEpoch(8, 1);
  expect(x0).toBeGreaterThan(0.3);
  expect(x1).toBeLessThan(7.7);
  expect(x0 + x1).toBeCloseTo(8, 1);
  expect([y0, y1]).toEqual([0, 0]);
});

test('an edge that is not due moves nothing', () => {
  expect([...pairAfterOneEpoch(8, 0.5)]).toEqual([0, 0, 8, 0]);
});

test('cells in one place stay finite, and no step is longer than four times the learning rate', () => {
  expect(pairAfterOneEpoch(0, 1).every(Number.isFinite)).toBe(true);
  const close = pairAfterOneEpoch(1e-3, 1);
  expect(Math.max(...close.map(Math.abs))).toBeLessThan(7 * 4);
});

const CELLS = 301;

/** Cells without a neighbour up to one that all others are neighbours of, and edges used in every epoch down to none. */
function example(): { edges: LayoutEdges; start: Float32Array } {
  const random = createRandom(1, 'layout');
  const rows = Array.from({ length: CELLS }, (_, i) =>
    Array.from({ length: CELLS }, (_, j) => j).filter(
      (j) => j !== i && (i === 150 || random.uniform() < (i % 7) / 90),
    ),
  );
  const indptr = new Uint32Array(CELLS + 1);
  rows.forEach((row, i) => (indptr[i + 1] = indptr[i] + row.length));
  const indices = Uint32Array.from(rows.flat());
  const rates = Float32Array.from(indices, (_, p) => [1, 0.5, 0.3, 0.02, 1e-9][p % 5] * (1 - (p % 3) / 8));
  const start = Float32Array.from({ length: 2 * CELLS }, () => 3 * random.normal());
  return { edges: { indptr, indices, rates }, start };
}

test('the compiled epochs are those of their plain twin, to the bit, whatever the order of the cells', () => {
  const { edges, start } = example();
  const args = layoutEpochArgs(edges, tables, EPOCHS, SEED);
  args.even.set(start);
  const tiles = [0, LAYOUT_TILE, 2 * LAYOUT_TILE];
  let plain = start;
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (const from of epoch % 2 === 0 ? tiles : tiles.toReversed())
      layoutEpoch.run(args, from, Math.min(CELLS, from + LAYOUT_TILE), epoch);
    plain = plainLayoutEpoch({ ...edges, ...tables, epochs: EPOCHS, seed: SEED }, plain, epoch);
    expect(epoch % 2 === 0 ? args.odd : args.even).toEqual(plain);
  }
});

test('the same bits come out however the cells are shared out, also to a thread that comes later', () => {
  const { edges, start } = example();
  const args = layoutEpochArgs(edges, tables, EPOCHS, SEED);
  args.even.set(start);
  for (let from = 0; from < CELLS; from += LAYOUT_TILE)
    layoutEpoch.run(args, from, Math.min(CELLS, from + LAYOUT_TILE), 0);
  const whole = args.odd.slice();
  args.odd.fill(0);
  // What crosses to a thread is another object for the same memory.
  const elsewhere = structuredClone(args);
  for (let from = 0; from < CELLS; from += 37)
    layoutEpoch.run(from % 2 === 0 ? args : elsewhere, from, Math.min(CELLS, from + 37), 0);
  expect(args.odd).toEqual(whole);
});
