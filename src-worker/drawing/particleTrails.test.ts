import { describe, expect, it } from 'vitest';

import { FADE, KEEP_INTERVAL, roomFor } from './particleRules.ts';
import { particleTrails } from './particleTrails.ts';
import { trailPieces } from './trailPieces.ts';
import type { VectorField } from './vectorField.ts';

/** Everything goes to the right, with 4 times the speed in the upper half. */
function field(): VectorField {
  const [columns, rows] = [20, 10];
  const vectors = Float32Array.from({ length: 2 * columns * rows }, (_, k) =>
    k % 2 === 1 ? 0 : Math.floor(k / 2 / columns) < 5 ? 1 : 4,
  );
  return {
    origin: [0, 0],
    spacing: [1, 1],
    columns,
    rows,
    mask: new Uint8Array(columns * rows).fill(1),
    vectors,
  };
}

const trailsOf = (whole: VectorField, count = 300, seed = 1) => particleTrails(whole, count, 1, seed);

describe('trails of particles at one moment', () => {
  it('lie where the field is known, begin at the particle and fade against its way', () => {
    const { points, strengths, offsets } = trailsOf(field());
    expect(offsets.length).toBeGreaterThan(100);
    for (let trail = 0; trail + 1 < offsets.length; trail++)
      for (let p = offsets[trail] + 1; p < offsets[trail + 1]; p++) {
        expect(points[2 * p]).toBeLessThan(points[2 * p - 2]);
        expect(points[2 * p + 1]).toBeCloseTo(points[2 * p - 1], 5);
        expect(strengths[p]).toBeLessThan(strengths[p - 1]);
      }
    for (let p = 0; p < points.length; p += 2) {
      expect(points[p]).toBeGreaterThanOrEqual(-0.5);
      expect(points[p]).toBeLessThanOrEqual(19.5);
    }
  });

  it('are no longer than a particle moves until its trail has faded, at the root of the field’s speed', () => {
    const { points, offsets } = trailsOf(field());
    const longest = { slow: 0, fast: 0 };
    for (let trail = 0; trail + 1 < offsets.length; trail++) {
      const [first, last] = [offsets[trail], offsets[trail + 1] - 1];
      const where = points[2 * first + 1] < 4 ? 'slow' : points[2 * first + 1] > 5 ? 'fast' : undefined;
      if (where) longest[where] = Math.max(longest[where], points[2 * first] - points[2 * last]);
    }
    // The pace, 1 a second, is that of the 90th percentile of speed.
    expect(longest.fast).toBeGreaterThan(0.9 * FADE);
    expect(longest.fast).toBeLessThan(FADE + 2 * KEEP_INTERVAL);
    expect(longest.slow / longest.fast).toBeCloseTo(0.5, 1);
  });

  it('are equal for equal seeds, others for others', () => {
    expect(trailsOf(field()).points).toEqual(trailsOf(field()).points);
    expect(trailsOf(field(), 300, 2).points).not.toEqual(trailsOf(field()).points);
  });

  it('start where cells are', () => {
    const whole = field();
    const density = new Float32Array(200);
    density[9 * 20 + 3] = 5;
    const { points } = trailsOf({ ...whole, density });
    expect(points.length).toBeGreaterThan(0);
    for (let p = 0; p < points.length; p += 2) expect(points[p + 1]).toBeGreaterThan(8);
  });

  it('are none where nothing is known, and as many as there is room for', () => {
    const nothing = { ...field(), mask: new Uint8Array(200) };
    expect(trailsOf(nothing).offsets).toEqual(Uint32Array.of(0));
    expect(roomFor(field(), 10)).toBe(125);
    expect(roomFor(nothing, 10)).toBe(0);
  });
});

describe('pieces of trails', () => {
  it('cover every trail once, each with points of its own strength', () => {
    const trails = trailsOf(field(), 50);
    const pieces = trailPieces(trails, 4);
    expect(pieces.map(({ strength }) => strength)).toEqual([0.125, 0.375, 0.625, 0.875]);
    const segments = pieces.reduce(
      (sum, { offsets }) => sum + offsets[offsets.length - 1] - (offsets.length - 1),
      0,
    );
    expect(segments).toBe(trails.strengths.length - (trails.offsets.length - 1));
  });
});
