import { describe, expect, it } from 'vitest';

import { newState, takeTiles } from '../crew/job.ts';
import { denseFrom, sharedArray } from '../data/arrays.ts';
import { CancelledError } from '../data/errors.ts';
import { defineKernel } from '../kernels/kernel.ts';
import { runStep } from './context.ts';
import { createControl } from './control.ts';
import { runStepHere } from './runStepHere.ts';
import { defineStep } from './step.ts';

const square = defineKernel(
  'test.square',
  (args: { from: Float32Array; into: Float32Array }, from: number, to: number) => {
    for (let i = from; i < to; i++) args.into[i] = args.from[i] ** 2;
  },
);

const squares = defineStep({
  id: 'test.squares',
  version: 1,
  title: 'Squares',
  summary: '',
  parameters: {},
  inputs: ['root_cells'],
  optionalInputs: ['end_points'],
  outputs: ['velocity_length'],
  async run(context) {
    const from = context.input('root_cells').data;
    const into = sharedArray('f32', from.length);
    await context.parallel(square, { from, into }, from.length, { tile: 3, progress: [0, 0.5] });
    return { velocity_length: denseFrom('f32', into) };
  },
});

const inputs = { root_cells: denseFrom('f32', [1, 2, 3, 4, 5, 6, 7]) };

describe('a step', () => {
  it('runs its kernel over every item once', async () => {
    const { velocity_length: result } = await runStepHere(squares, inputs);
    expect([...result.data]).toEqual([1, 4, 9, 16, 25, 36, 49]);
  });

  it('says which array is missing', async () => {
    await expect(runStepHere(squares, {})).rejects.toThrow('test.squares needs root_cells');
  });

  it('may not read what it did not declare', async () => {
    const sly = { ...squares, run: (context: { input(name: string): unknown }) => context.input('Ms') };
    await expect(runStepHere(sly as never, inputs)).rejects.toThrow('did not declare that it reads Ms');
  });

  it('must return what it declared', async () => {
    const lazy = { ...squares, run: () => ({}) };
    await expect(runStepHere(lazy as never, inputs)).rejects.toThrow('did not return velocity_length');
  });

  it('stops at the next tile once cancelled', async () => {
    const control = createControl();
    let tiles = 0;
    const running = runStep({
      step: squares,
      parameters: {},
      seed: 0,
      inputs,
      control,
      runTiles: async (kernel, args, count, tile) => {
        const counting = {
          ...kernel,
          run: (a: unknown, from: number, to: number) => {
            tiles++;
            control.cancel();
            kernel.run(a, from, to);
          },
        };
        takeTiles(counting, { args, count, tile, state: newState() }, control);
      },
    });
    await expect(running).rejects.toThrow(CancelledError);
    expect(tiles).toBe(1);
  });
});

describe('the control of a step', () => {
  it('moves its progress with the tiles', () => {
    const control = createControl();
    control.beginTiles(4, [0.2, 0.6]);
    control.tileDone();
    expect(createControl(control.memory).progress()).toBeCloseTo(0.3);
    control.endTiles();
    expect(control.progress()).toBeCloseTo(0.6);
  });
});
