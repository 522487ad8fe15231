import { describe, expect, it } from 'vitest';

import { createRandom } from '../../src-worker/data/random.ts';
import { Particles } from './advection.ts';
import { TrailHistory } from './trailHistory.ts';
import { sampleField, type VectorField } from './vectorField.ts';

/** 21 × 21 nodes over [0, 20]², known within a ring around the middle, with the given field. */
function ring(vector: (x: number, y: number) => [number, number]): VectorField {
  const mask = new Uint8Array(441);
  const vectors = new Float32Array(882);
  for (let node = 0; node < 441; node++) {
    const [x, y] = [node % 21, Math.floor(node / 21)];
    const radius = Math.hypot(x - 10, y - 10);
    mask[node] = radius > 3 && radius < 9 ? 1 : 0;
    vectors.set(vector(x, y), 2 * node);
  }
  return { origin: [0, 0], spacing: [1, 1], columns: 21, rows: 21, mask, vectors };
}

function particlesIn(field: VectorField, count = 300): Particles {
  const random = createRandom(1, 'test').uniform;
  return new Particles(field, { count, pace: 2, life: [2, 5], rest: 0.5, random });
}

describe('the interpolated field', () => {
  it('is linear between nodes', () => {
    const field = ring((x, y) => [x, 2 * y]);
    const out = new Float64Array(2);
    expect(sampleField(field, 15.25, 12.5, out)).toBe(true);
    expect([...out]).toEqual([15.25, 25]);
  });

  it('is unknown where known nodes weigh less than half, and beyond the grid', () => {
    const field = ring(() => [1, 0]);
    const out = new Float64Array(2);
    expect(sampleField(field, 10, 10, out)).toBe(false);
    expect(sampleField(field, 10, 18.4, out)).toBe(true);
    expect(sampleField(field, 10, 18.6, out)).toBe(false);
    expect(sampleField(field, -1, 500, out)).toBe(false);
    expect(sampleField(field, NaN, 1, out)).toBe(false);
  });
});

describe('particles', () => {
  it('never enter masked areas', () => {
    const field = ring((x, y) => [10 - y + 0.7 * (x - 10), x - 10 + 0.7 * (y - 10)]);
    const particles = particlesIn(field);
    const out = new Float64Array(2);
    for (let step = 0; step < 200; step++) {
      particles.step(0.05);
      for (let p = 0; p < particles.count; p++)
        expect(sampleField(field, particles.positions[2 * p], particles.positions[2 * p + 1], out)).toBe(
          true,
        );
    }
  });

  it('follow the field: on a rotation they keep their distance from the middle', () => {
    const particles = particlesIn(ring((x, y) => [10 - y, x - 10]));
    const radius = (p: number): number =>
      Math.hypot(particles.positions[2 * p] - 10, particles.positions[2 * p + 1] - 10);
    const before = Array.from({ length: particles.count }, (_, p) => radius(p));
    let angle = 0;
    for (let step = 0; step < 40; step++) {
      const was = particles.positions.slice();
      particles.step(0.05);
      for (let p = 0; p < particles.count; p++) {
        if (particles.started[p]) before[p] = radius(p);
        // At the edge of the known area the field is not interpolated from all four nodes.
        else if (before[p] > 4.5 && before[p] < 7.5) {
          expect(Math.abs(radius(p) - before[p])).toBeLessThan(1e-3);
          const [x0, y0] = [was[2 * p] - 10, was[2 * p + 1] - 10];
          const [x1, y1] = [particles.positions[2 * p] - 10, particles.positions[2 * p + 1] - 10];
          angle += x0 * y1 - x1 * y0;
        }
      }
    }
    expect(angle).toBeGreaterThan(0);
  });

  it('stand still where the field does, and are none where nothing is known', () => {
    const still = particlesIn(
      ring(() => [0, 0]),
      10,
    );
    const before = still.positions.slice();
    still.step(0.05);
    expect(still.positions).toEqual(before);
    const unknown = ring(() => [1, 0]);
    unknown.mask.fill(0);
    expect(particlesIn(unknown).count).toBe(0);
  });
});

describe('trails', () => {
  it('never join two particles or two lives of one', () => {
    const particles = particlesIn(
      ring((x, y) => [10 - y, x - 10]),
      50,
    );
    const samples = 6;
    const history = new TrailHistory(particles, samples);
    const longest = 2 * 2 * 0.06 * 1.5;
    let drawn = 0;
    for (let step = 1; step < 200; step++) {
      history.advance();
      particles.step(0.06);
      history.follow(step * 0.06);
      const { data } = history;
      for (let i = 0; i + 1 < data.length / 3; i++) {
        if (data[3 * i + 2] < 0 || data[3 * i + 5] < 0) continue;
        drawn++;
        expect(data[3 * i + 2]).toBeGreaterThanOrEqual(data[3 * i + 5]);
        const length = Math.hypot(data[3 * i] - data[3 * i + 3], data[3 * i + 1] - data[3 * i + 4]);
        expect(length).toBeLessThan(longest);
      }
    }
    expect(drawn).toBeGreaterThan(1000);
  });
});
