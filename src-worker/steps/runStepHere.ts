import { newState, takeTiles } from '../crew/job.ts';
import type { ArrayValues } from '../data/catalogue.ts';
import { runStep } from './context.ts';
import { createControl } from './control.ts';
import type { AnyStep } from './step.ts';

/** Runs a step on this thread alone, as tests and small tools do. */
export async function runStepHere<S extends AnyStep>(
  step: S,
  inputs: ArrayValues,
  parameters: Readonly<Record<string, unknown>> = {},
  options: { seed?: number; warn?: (message: string) => void } = {},
): Promise<Required<Pick<ArrayValues, S['outputs'][number]>>> {
  const control = createControl();
  const outputs = await runStep({
    step,
    parameters,
    seed: options.seed ?? 0,
    inputs,
    control,
    warn: options.warn,
    runTiles: async (kernel, args, count, tile) => {
      takeTiles(kernel, { args, count, tile, state: newState() }, control);
    },
  });
  return outputs as Required<Pick<ArrayValues, S['outputs'][number]>>;
}
