import { parse } from 'valibot';
import { describe, expect, it } from 'vitest';

import type { Rectangle } from '../../drawing/nodes.ts';
import { crowdedTexts, marksOf, plainStyle, textsOf } from '../../parts/textBoxes.ts';
import { panelSchema, type PanelOf } from '../../spec/panels.ts';
import type { ComposedPanel } from '../panel.ts';
import { kineticsAxis } from './axes.ts';
import type { KineticsData } from './collect.ts';
import { composeKinetics } from './compose.ts';

const frame = { x: 4, y: 6, width: 250, height: 200 };

function dataWith(more: Partial<KineticsData> = {}): KineticsData {
  return {
    x: { id: 'fit_beta', label: 'β' },
    y: { id: 'fit_gamma', label: 'γ' },
    xs: Float32Array.of(0.1, 1, 10, 100, 0, Number.NaN),
    ys: Float32Array.of(0.5, 0.5, 1, 2, 1, 1),
    velocityGenes: Uint8Array.of(1, 0, 1, 0, 1, 0),
    named: [
      { name: 'Cpe', gene: 0 },
      { name: 'Gcg', gene: 2 },
    ],
    asked: false,
    ...more,
  };
}

const compose = (
  more: Partial<KineticsData> = {},
  spec: object = {},
  within: Rectangle = frame,
  fontSize = 7,
): ComposedPanel =>
  composeKinetics(
    parse(panelSchema, { kind: 'kinetics', ...spec }) as PanelOf<'kinetics'>,
    dataWith(more),
    within,
    plainStyle(fontSize),
  );

describe('a panel of kinetics', () => {
  it('has genes at even distances where their rates are ten times each other', () => {
    const { points } = marksOf(compose({ velocityGenes: null }).nodes, 'dots')[0];
    const xs = [0, 2, 4, 6].map((k) => points[k]);
    expect(points).toHaveLength(8);
    expect(xs[1] - xs[0]).toBeCloseTo(xs[2] - xs[1], 3);
    expect(xs[2] - xs[1]).toBeCloseTo(xs[3] - xs[2], 3);
  });

  it('draws velocity genes above the others, with more ink', () => {
    const { colors } = marksOf(compose().nodes, 'dots')[0];
    const inks = [0, 1, 2, 3].map((k) => colors[4 * k + 3]);
    expect(inks[0]).toBe(inks[1]);
    expect(inks[2]).toBe(inks[3]);
    expect(inks[2]).toBeGreaterThan(inks[0]);
  });

  it('says how many genes are left out, and why', () => {
    expect(compose().notes).toEqual([
      '1 genes were not fitted and are left out.',
      expect.stringContaining('1 genes have no place on the axes'),
    ]);
    expect(compose({}, { logarithmic: false }).notes).toHaveLength(1);
  });

  it('writes names in italics, and says of those asked for why they are not there', () => {
    const { nodes } = compose();
    expect(
      textsOf(nodes)
        .filter(({ style }) => style === 'italic')
        .map(({ text }) => text),
    ).toEqual(['Cpe', 'Gcg']);
    const { notes } = compose({ asked: true, named: [{ name: 'Ins1', gene: 5 }] });
    expect(notes).toContain('No place on the axes: Ins1.');
  });

  it('covers no text with another, however small it is', () => {
    const xs = Float32Array.from({ length: 60 }, (_, k) => 1 + (k % 7) / 100);
    const named = Array.from({ length: 40 }, (_, gene) => ({ name: `Gene${gene}`, gene }));
    const many = { xs, ys: xs.toReversed(), velocityGenes: new Uint8Array(60).fill(1), named };
    for (const more of [{}, many, { xs: new Float32Array(6).fill(Number.NaN) }])
      for (const [width, height, fontSize] of [
        [250, 200, 7],
        [85, 70, 7],
        [85, 85, 30],
        [500, 400, 18],
      ]) {
        const within = { ...frame, width, height };
        const { nodes } = compose(more, { legend: 'bottom' }, within, fontSize);
        expect(crowdedTexts(nodes, within), `${width} at ${fontSize}`).toEqual([]);
      }
  });
});

describe('an axis of kinetics', () => {
  it('is logarithmic for rates and never for R², which begins at −1', () => {
    const rates = kineticsAxis({ id: 'fit_alpha', label: 'α' }, Float32Array.of(0.01, 1), true);
    expect([rates.holds(0), rates.holds(0.5)]).toEqual([false, true]);
    expect(rates.scale.place(0.1)).toBeCloseTo(0.5);
    const fits = kineticsAxis({ id: 'velocity_r2', label: 'R²' }, Float32Array.of(-40, -1, 0, 1), true);
    expect([fits.holds(-40), fits.holds(-0.5)]).toEqual([false, true]);
    expect(fits.scale.place(0)).toBeCloseTo(0.5);
    expect(fits.scale.place(-1)).toBeGreaterThan(0);
  });
});
