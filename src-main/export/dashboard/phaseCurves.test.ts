import { describe, expect, it } from 'vitest';

import { denseFrom } from '../../../src-worker/data/arrays.ts';
import type { Packed } from './payload.ts';
import { curveMaker } from './phaseCurves.ts';
import { syntheticRun } from './syntheticRun.ts';

const floats = ({ base64 }: Packed): Float32Array => {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  return new Float32Array(bytes.buffer);
};

describe('the lines of a phase portrait', () => {
  it('are u = γ s without a dynamical fit', async () => {
    const [line] = (await curveMaker(syntheticRun()))(0, 4);
    expect([...floats(line.s)]).toEqual([0, 4]);
    expect([...floats(line.u)]).toEqual([0, 2]);
  });

  it('follow the dynamical fit, with β given back the scaling of u', async () => {
    const [alpha, beta, gamma, switchTime, scaling] = [4, 0.8, 0.5, 3, 2];
    const gene = (value: number): ReturnType<typeof denseFrom<'f64'>> => denseFrom('f64', [value]);
    const run = syntheticRun(60, 1, {
      fit_alpha: gene(alpha),
      fit_beta: gene(beta / scaling),
      fit_gamma: gene(gamma),
      fit_t_: gene(switchTime),
      fit_scaling: gene(scaling),
    });
    const [on, off, steady] = (await curveMaker(run))(0, 5);
    const u = (alpha / beta) * (1 - Math.exp(-beta * switchTime)) * scaling;
    expect(floats(on.u)[0]).toBe(0);
    expect(floats(on.u).at(-1)).toBeCloseTo(u, 5);
    expect(floats(off.u)[0]).toBeCloseTo(u, 5);
    // s solves ds/dt = β u − γ s: integrate in small steps from the same start.
    let [ut, st] = [0, 0];
    const dt = 1e-4;
    for (let t = 0; t < switchTime - dt / 2; t += dt) {
      const middle = ut + (dt / 2) * (alpha - beta * ut);
      st += dt * (beta * middle - gamma * (st + (dt / 2) * (beta * ut - gamma * st)));
      ut += dt * (alpha - beta * middle);
    }
    expect(floats(on.s).at(-1)).toBeCloseTo(st, 3);
    // In balance β u / scaling = γ s.
    expect(floats(steady.u)[1]).toBeCloseTo((gamma / beta) * scaling * 5, 5);
  });

  it('are none for a gene without a fit', async () => {
    const run = syntheticRun(60, 1, { velocity_gamma: denseFrom('f64', [NaN]) });
    expect((await curveMaker(run))(0, 4)).toEqual([]);
  });
});
