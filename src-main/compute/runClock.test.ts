import { describe, expect, it } from 'vitest';

import type { StepProgress } from './pipeline.ts';
import { createRunClock } from './runClock.ts';

const step = (id: string, seconds: number, reused = false) => ({ id, title: id, seconds, reused });
const report = (id: string, state: StepProgress['state'], fraction: number): StepProgress => ({
  step: id,
  title: id,
  state,
  fraction,
  done: 0,
  total: 0,
});

describe('the clock of a run', () => {
  it('counts steps by the time they are expected to take', () => {
    const clock = createRunClock({ seconds: 10, steps: [step('filter', 1), step('pca', 9)] }, () => 0);
    expect(clock.hear(report('filter', 'done', 1)).fraction).toBeCloseTo(0.1);
    const { fraction, steps, secondsLeft } = clock.hear(report('pca', 'running', 0.5));
    expect(fraction).toBeCloseTo(0.55);
    expect(steps).toEqual(['pca']);
    expect(secondsLeft).toBeCloseTo(4.5);
  });

  it('never goes back, and is whole with the last step alone', () => {
    const clock = createRunClock({ seconds: 2, steps: [step('filter', 1), step('pca', 1)] }, () => 0);
    const reports = [
      report('filter', 'running', 0.7),
      report('filter', 'running', 0.4),
      report('pca', 'running', 1),
      report('filter', 'done', 1),
      report('pca', 'running', 0.2),
      report('pca', 'done', 1),
    ];
    const fractions = reports.map((each) => clock.hear(each).fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.at(-2)).toBeLessThan(1);
    expect(fractions.at(-1)).toBe(1);
    expect(clock.now()).toEqual({ steps: [], fraction: 1, secondsLeft: 0 });
  });

  it('learns from a machine that is slower than expected', () => {
    let time = 0;
    const clock = createRunClock({ seconds: 10, steps: [step('filter', 5), step('pca', 5)] }, () => time);
    time = 20_000;
    const { secondsLeft } = clock.hear(report('filter', 'done', 1));
    expect(secondsLeft).toBeGreaterThan(10);
    expect(secondsLeft).toBeLessThan(20);
  });

  it('says nothing of the time left where the run takes far longer than it can explain', () => {
    let time = 0;
    const clock = createRunClock({ seconds: 2, steps: [step('filter', 2)] }, () => time);
    time = 60_000;
    expect(clock.now().secondsLeft).toBeUndefined();
  });

  it('counts a stored step that is made again for its arrays, until a step that reads them runs', () => {
    const steps = [step('normalize', 5, true), step('pca', 5)];
    const clock = createRunClock({ seconds: 10, steps }, () => 0);
    expect(clock.hear(report('normalize', 'reused', 1)).fraction).toBe(0);
    expect(clock.hear(report('normalize', 'running', 0.5)).fraction).toBeCloseTo(0.25);
    const running = clock.hear(report('pca', 'running', 0));
    expect(running.fraction).toBeCloseTo(0.5);
    expect(running.steps).toEqual(['pca']);
  });

  it('names what is done beside the steps, and does not count it', () => {
    const clock = createRunClock({ seconds: 10, steps: [step('umap', 5), step('pca', 5)] }, () => 0);
    clock.hear(report('pca', 'running', 0.5));
    expect(clock.beside('Preview')).toMatchObject({ steps: ['pca', 'Preview'], fraction: 0.25 });
    expect(clock.beside(undefined)).toMatchObject({ steps: ['pca'], fraction: 0.25 });
  });

  it('is whole at once where everything is stored', () => {
    const clock = createRunClock({ seconds: 0, steps: [step('filter', 0, true)] }, () => 0);
    expect(clock.hear(report('filter', 'reused', 1)).fraction).toBe(1);
  });
});
