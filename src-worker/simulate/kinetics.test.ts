import { describe, expect, it } from 'vitest';

import { createRandom } from '../data/random.ts';
import { drawKinetics, edgeStarts, integrate, stateAt } from './kinetics.ts';
import { buildTree } from './tree.ts';

describe('kinetics', () => {
  it.each([
    [0.8, 0.5],
    [0.5, 0.5],
    [0.5, 0.5 + 1e-9],
    [0.2, 3],
  ])('solve u′ = α − βu, s′ = βu − γs for β %d and γ %d as small steps do', (beta, gamma) => {
    const exact = Float64Array.of(2, 1, 3);
    integrate(exact, beta, gamma, 4);
    let u = 2;
    let s = 1;
    const steps = 200_000;
    const dt = 4 / steps;
    for (let i = 0; i < steps; i++) {
      const du = 3 - beta * u;
      const ds = beta * u - gamma * s;
      // Heun's method.
      const u1 = u + dt * du;
      const s1 = s + dt * ds;
      u += (dt / 2) * (du + 3 - beta * u1);
      s += (dt / 2) * (ds + beta * u1 - gamma * s1);
    }
    expect(exact[0]).toBeCloseTo(u, 8);
    expect(exact[1]).toBeCloseTo(s, 8);
  });

  it('are continuous over branch points and switch only dynamic genes', () => {
    const edges = buildTree(4);
    const kinetics = drawKinetics(createRandom(0), edges, 50, 0.5);
    const starts = edgeStarts(kinetics, edges);
    const state = new Float64Array(3);
    edges.forEach((edge, e) => {
      for (let g = 0; g < 50; g++) {
        if (kinetics.dynamic[g] === 0) expect(kinetics.switchTime[e * 50 + g]).toBe(Infinity);
        if (edge.parent < 0) continue;
        stateAt(kinetics, starts, edge.parent, g, edges[edge.parent].duration, state);
        expect(starts.u[e * 50 + g]).toBe(state[0]);
        expect(starts.s[e * 50 + g]).toBe(state[1]);
      }
    });
  });
});
