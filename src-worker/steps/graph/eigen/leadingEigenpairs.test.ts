import { expect, test } from 'vitest';

import { createRandom } from '../../../data/random.ts';
import { leadingEigenpairs, type LinearOperator } from './leadingEigenpairs.ts';

function diagonal(values: number[]): LinearOperator {
  return {
    size: values.length,
    multiply: (x, y) => {
      values.forEach((value, i) => (y[i] = value * x[i]));
    },
  };
}

/** Path graph's normalised adjacency, whose eigenvalues are cos(kπ/(n − 1)). */
function path(size: number): LinearOperator {
  const degree = (i: number): number => (i === 0 || i === size - 1 ? 1 : 2);
  return {
    size,
    multiply(x, y) {
      for (let i = 0; i < size; i++) {
        y[i] = 0;
        if (i > 0) y[i] += x[i - 1] / Math.sqrt(degree(i) * degree(i - 1));
        if (i < size - 1) y[i] += x[i + 1] / Math.sqrt(degree(i) * degree(i + 1));
      }
    },
  };
}

function residual(operator: LinearOperator, value: number, vector: Float64Array): number {
  const y = new Float64Array(operator.size);
  operator.multiply(vector, y);
  return Math.hypot(...y.map((v, i) => v - value * vector[i]));
}

test('finds the closely spaced top of a symmetric spectrum by restarting', () => {
  const operator = path(400);
  const pairs = leadingEigenpairs(operator, { count: 5, order: 'largestReal', symmetric: true });
  expect(pairs.converged).toBe(true);
  pairs.values.forEach((value, k) => {
    expect(value).toBeCloseTo(Math.cos((k * Math.PI) / 399), 10);
    expect(residual(operator, value, pairs.vectors[k])).toBeLessThan(1e-9);
  });
});

test('finds every copy of a multiple eigenvalue', () => {
  const pairs = leadingEigenpairs(
    diagonal([1, 1, 1, ...Array.from({ length: 60 }, (_, i) => 0.5 - i / 200)]),
    {
      count: 4,
      order: 'largestReal',
      symmetric: true,
    },
  );
  expect(Array.from(pairs.values, (value) => Number(value.toFixed(9)))).toEqual([1, 1, 1, 0.5]);
});

test('orders by modulus where asked, negative values included', () => {
  const values = Array.from({ length: 80 }, (_, i) => (i % 2 === 0 ? 1 : -1) * (i + 1));
  const pairs = leadingEigenpairs(diagonal(values), { count: 3, order: 'largestMagnitude', symmetric: true });
  expect(Array.from(pairs.values, Math.round)).toEqual([-80, 79, -78]);
});

test('finds complex pairs of a matrix that is not symmetric', () => {
  const size = 90;
  // Rotations by 1 with moduli 1, 0.99, …: eigenvalues are modulus·exp(±i).
  const operator: LinearOperator = {
    size,
    multiply(x, y) {
      for (let k = 0; k < size; k += 2) {
        const modulus = 1 - k / 200;
        y[k] = modulus * (Math.cos(1) * x[k] - Math.sin(1) * x[k + 1]);
        y[k + 1] = modulus * (Math.sin(1) * x[k] + Math.cos(1) * x[k + 1]);
      }
    },
  };
  const { values, imaginary } = leadingEigenpairs(operator, { count: 4, order: 'largestReal' });
  expect(values[0]).toBeCloseTo(Math.cos(1), 8);
  expect(Math.abs(imaginary[0])).toBeCloseTo(Math.sin(1), 8);
  expect(values[2]).toBeCloseTo(0.99 * Math.cos(1), 8);
});

test('solves matrices smaller than the Krylov space exactly', () => {
  const pairs = leadingEigenpairs(diagonal([0.2, 0.9, 0.5]), { count: 10, order: 'largestReal' });
  expect(Array.from(pairs.values, (value) => Number(value.toFixed(12)))).toEqual([0.9, 0.5, 0.2]);
  expect(Math.abs(pairs.vectors[0][1])).toBeCloseTo(1, 12);
});

test('gives the stationary distribution of a random chain', () => {
  const size = 150;
  const random = createRandom(1, 'chain');
  const rows = Array.from({ length: size }, () => {
    const row = Float64Array.from({ length: size }, () => (random.uniform() < 0.1 ? random.uniform() : 1e-6));
    const sum = row.reduce((a, b) => a + b);
    return row.map((value) => value / sum);
  });
  const operator: LinearOperator = {
    size,
    multiply(x, y) {
      y.fill(0);
      rows.forEach((row, i) => {
        row.forEach((p, j) => (y[j] += p * x[i]));
      });
    },
  };
  const { values, vectors } = leadingEigenpairs(operator, { count: 3, order: 'largestReal', floor: 0.999 });
  expect(values[0]).toBeCloseTo(1, 10);
  expect(residual(operator, 1, vectors[0])).toBeLessThan(1e-9);
  const sign = Math.sign(vectors[0][0]);
  expect(vectors[0].every((value) => value * sign > 0)).toBe(true);
});

test('refuses values that are not finite', () => {
  expect(() => leadingEigenpairs(diagonal([1, Number.NaN]), { count: 1, order: 'largestReal' })).toThrow(
    /finite/,
  );
});
