import { expect, test } from 'vitest';

import { splicedAt, splicingCurve, unsplicedAt } from './curve.ts';

/** u and s at time t by Runge–Kutta steps of the rate equations. */
function integrated(alpha: number, beta: number, gamma: number, u0: number, s0: number, t: number) {
  const steps = 2000;
  const h = t / steps;
  const rate = (u: number, s: number) => [alpha - beta * u, beta * u - gamma * s];
  let [u, s] = [u0, s0];
  for (let k = 0; k < steps; k++) {
    const a = rate(u, s);
    const b = rate(u + (h / 2) * a[0], s + (h / 2) * a[1]);
    const c = rate(u + (h / 2) * b[0], s + (h / 2) * b[1]);
    const d = rate(u + h * c[0], s + h * c[1]);
    u += (h / 6) * (a[0] + 2 * b[0] + 2 * c[0] + d[0]);
    s += (h / 6) * (a[1] + 2 * b[1] + 2 * c[1] + d[1]);
  }
  return { u, s };
}

test.each([
  ['induction', 5, 1, 0.4, 0, 0],
  ['repression', 0, 0.7, 1.9, 3, 2],
  ['equal rates', 5, 1, 1, 0.5, 0.2],
  ['all but equal rates', 5, 1, 1 + 1e-9, 0.5, 0.2],
])('the curve solves the rate equations: %s', (_, alpha, beta, gamma, u0, s0) => {
  const curve = splicingCurve(alpha, beta, gamma, u0, s0);
  for (const t of [0, 0.1, 1, 4]) {
    const { u, s } = integrated(alpha, beta, gamma, u0, s0, t);
    expect(unsplicedAt(curve, t)).toBeCloseTo(u, 9);
    expect(Math.abs(splicedAt(curve, t) - s)).toBeLessThan(1e-5);
  }
});

test('the curve ends at α/β and α/γ', () => {
  const curve = splicingCurve(6, 2, 3, 1, 1);
  expect(unsplicedAt(curve, 200)).toBeCloseTo(3);
  expect(splicedAt(curve, 200)).toBeCloseTo(2);
});
