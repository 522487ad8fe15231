import { describe, expect, it } from 'vitest';

import type { ArrayValues } from '../../data/catalogue.ts';
import { DataError } from '../../data/errors.ts';
import { runStepHere } from '../runStepHere.ts';
import { fate } from './fate.ts';
import { flowAlong, ring, type Flow, type Stretch } from './syntheticFlow.ts';

const stem: Stretch = { from: [0, 0], to: [4, 0] };
const fan = (ends: number): Stretch[] =>
  Array.from({ length: ends }, (_, k) => {
    const angle = ((k - (ends - 1) / 2) * Math.PI) / 4;
    return { from: [4, 0], to: [4 + 5 * Math.cos(angle), 5 * Math.sin(angle)] };
  });

async function run(flow: Flow, parameters: Record<string, unknown> = {}) {
  const warnings: string[] = [];
  const inputs: ArrayValues = { ...flow };
  const result = await runStepHere(fate, inputs, parameters, { warn: (message) => warnings.push(message) });
  return { ...result, warnings };
}

function expectDistributions(values: Float64Array, fates: number): void {
  for (let at = 0; at < values.length; at += fates) {
    const row = values.subarray(at, at + fates);
    expect(row.every((p) => p >= 0 && p <= 1)).toBe(true);
    expect(Math.abs(row.reduce((a, b) => a + b, 0) - 1)).toBeLessThan(1e-6);
  }
}

describe('fate', () => {
  it.each([1, 2, 3, 4])('finds the ends of a tree with %i of them, and no others', async (ends) => {
    const flow = flowAlong([stem, ...fan(ends)], 150, ends);
    const { fate_names, fate_probabilities, fate_entropy, absorption_time, warnings } = await run(flow);
    const expected = Array.from({ length: ends }, (_, k) => `s${k + 1}`);
    expect([...fate_names.values].sort()).toEqual(expected);
    expect(warnings).toEqual([]);
    expectDistributions(fate_probabilities.data, ends);
    flow.clusters.codes.forEach((code, i) => {
      expect(fate_entropy.data[i]).toBeGreaterThanOrEqual(0);
      expect(fate_entropy.data[i]).toBeLessThanOrEqual(Math.log2(ends) + 1e-6);
      expect(absorption_time.data[i]).toBeGreaterThanOrEqual(0);
      if (code === 0) expect(absorption_time.data[i]).toBeGreaterThan(1);
    });
  });

  it('gives cells past the branch point the fate of their branch', async () => {
    const flow = flowAlong([stem, ...fan(3)], 150, 7);
    const { fate_names, fate_probabilities } = await run(flow);
    const right = [...flow.clusters.codes.keys()].filter((i) => {
      const row = fate_probabilities.data.subarray(i * 3, i * 3 + 3);
      return fate_names.values[row.indexOf(Math.max(...row))] === `s${flow.clusters.codes[i]}`;
    });
    expect(right.length / 450).toBeGreaterThan(0.93);
  });

  it('finds none on a cycle, says so and leaves fates empty', async () => {
    const flow = flowAlong(ring(10, 3), 60, 3);
    const { fate_names, fate_probabilities, fate_entropy, absorption_time, warnings } = await run(flow);
    expect(fate_names.values).toEqual([]);
    expect(fate_probabilities.shape).toEqual([600, 0]);
    expect(fate_entropy.data.every(Number.isNaN)).toBe(true);
    expect(absorption_time.data.every(Number.isNaN)).toBe(true);
    expect(warnings.join()).toMatch(/cycle/);
  });

  it('keeps lineages without connection apart', async () => {
    const flow = flowAlong([stem, { from: [0, 50], to: [6, 50] }], 200, 1);
    const { fate_names, fate_probabilities } = await run(flow);
    expect([...fate_names.values].sort()).toEqual(['s0', 's1']);
    flow.clusters.codes.forEach((code, i) => {
      const own = fate_names.values.indexOf(`s${code}`);
      expect(fate_probabilities.data[i * 2 + own]).toBeCloseTo(1, 9);
    });
  });

  it('takes the clusters it is given, and leaves cells that reach none of them empty', async () => {
    const flow = flowAlong([stem, ...fan(2), { from: [0, 50], to: [6, 50] }], 120, 2);
    const result = await run(flow, { terminalStates: ['s2', 's1'] });
    expect(result.fate_names.values).toEqual(['s2', 's1']);
    expect(result.terminal_states.value.method).toBe('given');
    result.terminal_states.value.members.forEach((cells, k) => {
      expect(cells).toHaveLength(24);
      expect(cells.every((i) => flow.clusters.codes[i] === 2 - k)).toBe(true);
    });
    flow.clusters.codes.forEach((code, i) => {
      expect(Number.isNaN(result.fate_probabilities.data[i * 2])).toBe(code === 3);
    });
    expect(result.warnings.join()).toMatch(/120 of 480 cells reach none/);
  });

  it('returns as many states as it is asked for, and warns where one is not terminal', async () => {
    const flow = flowAlong([stem, ...fan(2)], 150, 2);
    const two = await run(flow, { states: 2 });
    expect([...two.fate_names.values].sort()).toEqual(['s1', 's2']);
    expect(two.warnings).toEqual([]);
    const three = await run(flow, { states: 3 });
    expect(three.fate_names.values).toHaveLength(3);
    expect(three.warnings.join()).toMatch(/1 lose more cells than they gain/);
  });

  it('leaves cells empty that are caught by an end it was not told of, and warns', async () => {
    const flow = flowAlong([stem, ...fan(2)], 150, 2);
    const { fate_probabilities, warnings } = await run(flow, { terminalStates: ['s1'] });
    expect(warnings.join()).toMatch(/cells reach none of the terminal states/);
    const inOther = fate_probabilities.data.filter((_, i) => flow.clusters.codes[i] === 2);
    expect(inOther.filter(Number.isNaN).length).toBeGreaterThan(75);
  });

  it('has a stationary distribution that sums to 1 and gathers at the ends', async () => {
    const flow = flowAlong([stem, ...fan(2)], 150, 5);
    const { stationary_distribution: stationary, warnings } = await run(flow);
    let atStem = 0;
    flow.clusters.codes.forEach((code, i) => (atStem += code === 0 ? stationary.data[i] : 0));
    expect(stationary.data.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
    expect(atStem).toBeLessThan(0.05);
    expect(warnings).toEqual([]);
  });

  it('works on few cells', async () => {
    const flow = flowAlong([stem, ...fan(2)], 14, 5, 0.1);
    const { fate_names, fate_probabilities } = await run(flow, { terminalStates: ['s1', 's2'] });
    expectDistributions(fate_probabilities.data, fate_names.values.length);
  });

  it('refuses clusters that do not exist, naming those that do', async () => {
    const flow = flowAlong([stem], 60);
    await expect(run(flow, { terminalStates: ['Beta'] })).rejects.toThrow(
      /no cell is in a cluster named “Beta”.*s0/,
    );
    const { transition_matrix, connectivities } = flow;
    await expect(
      runStepHere(fate, { transition_matrix, connectivities }, { terminalStates: ['s0'] }),
    ).rejects.toThrow(/there are no clusters/);
  });

  it('refuses transitions that are not numbers', async () => {
    const flow = flowAlong([stem], 60);
    flow.transition_matrix.data[100] = Number.NaN;
    await expect(run(flow)).rejects.toThrow(DataError);
  });
});
