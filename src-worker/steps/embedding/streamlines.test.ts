import { expect, test } from 'vitest';

import { denseFrom } from '../../data/arrays.ts';
import { createRandom } from '../../data/random.ts';
import { runStepHere } from '../runStepHere.ts';
import { streamlines } from './streamlines.ts';

type Place = readonly [x: number, y: number];

interface Drawn {
  lines: Place[][];
  speeds: Float32Array;
  grid: Place[];
  arrows: Place[];
  warnings: string[];
}

async function draw(
  cells: readonly Place[],
  arrow: (x: number, y: number) => Place,
  parameters: Record<string, number> = {},
): Promise<Drawn> {
  const warnings: string[] = [];
  const out = await runStepHere(
    streamlines,
    {
      X_umap: denseFrom('f32', cells.flat(), [cells.length, 2]),
      velocity_umap: denseFrom('f32', cells.map(([x, y]) => arrow(x, y)).flat(), [cells.length, 2]),
    },
    parameters,
    { warn: (message) => warnings.push(message) },
  );
  const places = (data: Float32Array): Place[] =>
    Array.from({ length: data.length / 2 }, (_, i) => [data[2 * i], data[2 * i + 1]]);
  const points = places(out.streamline_points.data);
  const offsets = out.streamline_offsets.data;
  return {
    lines: Array.from({ length: offsets.length - 1 }, (_, k) => points.slice(offsets[k], offsets[k + 1])),
    speeds: out.streamline_speed.data,
    grid: places(out.grid_positions.data),
    arrows: places(out.grid_velocity.data),
    warnings,
  };
}

/** Cells drawn evenly where `inside` says so, in the square from (0, 0) to (10, 10). */
function scatter(count: number, inside: (x: number, y: number) => boolean = () => true): Place[] {
  const random = createRandom(7, 'streamlines');
  const cells: Place[] = [];
  while (cells.length < count) {
    const place: Place = [10 * random.uniform(), 10 * random.uniform()];
    if (inside(...place)) cells.push(place);
  }
  return cells;
}

function distance([ax, ay]: Place, [bx, by]: Place): number {
  return Math.hypot(ax - bx, ay - by);
}

function nearest(place: Place, places: readonly Place[]): number {
  return Math.min(...places.map((other) => distance(place, other)));
}

function sharpestTurn(line: readonly Place[]): number {
  let sharpest = 0;
  for (let i = 2; i < line.length; i++) {
    const before = Math.atan2(line[i - 1][1] - line[i - 2][1], line[i - 1][0] - line[i - 2][0]);
    const after = Math.atan2(line[i][1] - line[i - 1][1], line[i][0] - line[i - 1][0]);
    const turn = Math.abs(after - before);
    sharpest = Math.max(sharpest, Math.min(turn, 2 * Math.PI - turn));
  }
  return sharpest;
}

/** The ring between radius 2 and 4.5 around (5, 5), and the flow around it. */
const onRing = (x: number, y: number): boolean => {
  const radius = Math.hypot(x - 5, y - 5);
  return radius > 2 && radius < 4.5;
};
const around = (x: number, y: number): Place => [-(y - 5), x - 5];
const separation = 10 / 45;

test('an even flow gives parallel lines across the whole of it', async () => {
  const { lines, speeds } = await draw(scatter(2000), () => [1, 0]);
  for (const line of lines) {
    const heights = line.map(([, y]) => y);
    expect(Math.max(...heights) - Math.min(...heights)).toBeLessThan(1e-3);
    expect(line[line.length - 1][0]).toBeGreaterThan(line[0][0]);
  }
  expect(lines.filter((line) => distance(line[0], line[line.length - 1]) > 9).length).toBeGreaterThan(30);
  expect(Math.max(...speeds.map((speed) => Math.abs(speed - 1)))).toBeLessThan(1e-6);
});

test('lines keep half the separation from each other', async () => {
  const cells = scatter(1500);
  const { lines } = await draw(cells, (x, y) => [Math.cos(y / 2), Math.sin(x / 2)], { density: 0.5 });
  let closest = Infinity;
  lines.forEach((line, k) => {
    const others = lines.filter((_, other) => other !== k).flat();
    for (const place of line) closest = Math.min(closest, nearest(place, others));
  });
  expect(closest).toBeGreaterThan(0.49 * 2 * separation);
});

test('every place that moves has a line nearby', async () => {
  const cells = scatter(1500, onRing);
  const { lines } = await draw(cells, around);
  const points = lines.flat();
  const far = cells.filter((cell) => nearest(cell, points) > 1.5 * separation);
  expect(far.length).toBeLessThan(0.02 * cells.length);
});

test('lines around a vortex close once and do not pile up', async () => {
  const { lines } = await draw(scatter(2000, onRing), around);
  for (const line of lines) {
    let turned = 0;
    for (let i = 1; i < line.length; i++) {
      const [a, b] = [line[i - 1], line[i]].map(([x, y]) => Math.atan2(y - 5, x - 5));
      turned += Math.atan2(Math.sin(b - a), Math.cos(b - a));
    }
    expect(turned).toBeLessThan(2.1 * Math.PI);
    expect(turned).toBeGreaterThan(0);
  }
});

test('lines never enter places without cells', async () => {
  const cells = scatter(2000, (x, y) => onRing(x, y) && Math.abs(x - 5) > 0.7);
  const { lines, grid } = await draw(cells, around);
  for (const place of lines.flat()) expect(nearest(place, cells)).toBeLessThan(0.4);
  for (const place of grid) expect(nearest(place, cells)).toBeLessThan(0.4);
  for (const [x] of lines.flat()) expect(Math.abs(x - 5)).toBeGreaterThan(0.2);
});

test('noise in the arrows does not make lines zigzag', async () => {
  const random = createRandom(3, 'noise');
  const { lines } = await draw(scatter(2000, onRing), (x, y) => {
    const [vx, vy] = around(x, y);
    return [vx + 3 * random.normal(), vy + 3 * random.normal()];
  });
  expect(lines.length).toBeGreaterThan(10);
  for (const line of lines) expect(sharpestTurn(line)).toBeLessThan(Math.PI / 4);
});

test('lines end at a sink without curling up in it', async () => {
  const { lines } = await draw(scatter(2000), (x, y) => [5 - x - 0.5 * (y - 5), 5 - y + 0.5 * (x - 5)]);
  expect(lines.length).toBeGreaterThan(5);
  for (const line of lines) {
    expect(sharpestTurn(line)).toBeLessThan(Math.PI / 3);
    expect(distance(line[line.length - 1], [5, 5])).toBeLessThan(distance(line[0], [5, 5]));
  }
});

test('a denser setting gives more lines, a shortest length fewer', async () => {
  const cells = scatter(1000);
  const flow = (x: number, y: number): Place => [1, Math.sin(x + y)];
  const normal = (await draw(cells, flow)).lines.length;
  expect((await draw(cells, flow, { density: 2 })).lines.length).toBeGreaterThan(1.5 * normal);
  expect((await draw(cells, flow, { minLength: 30 })).lines.length).toBeLessThan(normal);
});

test('grid arrows are the mean of those around', async () => {
  const { grid, arrows } = await draw(scatter(3000), (x) => [x, 2], { gridNodes: 20 });
  expect(grid.length).toBeGreaterThan(300);
  grid.forEach(([x], k) => {
    expect(Math.abs(arrows[k][0] - x)).toBeLessThan(0.35);
    expect(arrows[k][1]).toBeCloseTo(2, 5);
  });
});

test('a hundred cells are enough for lines', async () => {
  const { lines } = await draw(scatter(100), () => [1, 1]);
  expect(lines.length).toBeGreaterThan(5);
});

test('cells in one place, without a place, or at rest give no lines, and say so', async () => {
  const still = await draw(scatter(200), () => [0, 0]);
  const together = await draw(
    [
      [1, 1],
      [1, 1],
    ],
    () => [1, 0],
  );
  const nowhere = await draw(
    [
      [Number.NaN, 0],
      [0, Number.NaN],
    ],
    () => [1, 0],
  );
  for (const drawn of [still, together, nowhere]) {
    expect(drawn.lines).toEqual([]);
    expect(drawn.warnings).toHaveLength(1);
  }
  expect(still.grid.length).toBeGreaterThan(0);
});
