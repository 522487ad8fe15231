import type { ArrayName, ArrayTypes, ArrayValues } from '../data/catalogue.ts';
import { CancelledError } from '../data/errors.ts';
import { createRandom } from '../data/random.ts';
import type { Kernel } from '../kernels/kernel.ts';
import type { StepControl } from './control.ts';
import { resolveParameters } from './parameters.ts';
import { inRounds } from './rounds.ts';
import type { AnyStep, StepContext } from './step.ts';

/** Runs the tiles of one kernel call, on this thread or on others. */
export type TileRunner = (
  kernel: Kernel<unknown>,
  args: unknown,
  count: number,
  tile: number,
) => Promise<void>;

export interface StepRequest {
  step: AnyStep;
  parameters: Readonly<Record<string, unknown>>;
  seed: number;
  inputs: ArrayValues;
  control: StepControl;
  runTiles: TileRunner;
  warn?: (message: string) => void;
  /** Called where the step looks whether it was cancelled. */
  between?: () => void;
}

/** Runs one step to its outputs on the calling thread, with parallel parts wherever `runTiles` puts them. */
export async function runStep(request: StepRequest): Promise<ArrayValues> {
  const { step } = request;
  const outputs = await (step.run as (context: StepContext) => Promise<ArrayValues> | ArrayValues)(
    createContext(request),
  );
  for (const name of step.outputs)
    if (outputs[name] === undefined) throw new Error(`Step ${step.id} did not return ${name}`);
  request.control.setProgress(1);
  return outputs;
}

function createContext(request: StepRequest): StepContext {
  const { step, seed, inputs, control } = request;
  const find = <N extends ArrayName>(name: N, declared: readonly ArrayName[]): ArrayTypes[N] | undefined => {
    if (!declared.includes(name)) throw new Error(`Step ${step.id} did not declare that it reads ${name}`);
    return (inputs as Partial<ArrayTypes>)[name];
  };
  const checkCancelled = (): void => {
    request.between?.();
    if (control.cancelled()) throw new CancelledError();
  };
  return {
    parameters: resolveParameters(step.id, step.parameters, request.parameters),
    input(name) {
      const value = find(name, step.inputs);
      if (value === undefined) throw new Error(`Step ${step.id} needs ${name}, which no earlier step made`);
      return value;
    },
    optional: (name) => find(name, step.optionalInputs),
    random: (stream) => createRandom(seed, `${step.id}/${stream}`),
    async parallel(kernel, args, count, options = {}) {
      checkCancelled();
      const { tile = 64, rounds = 1, progress } = options;
      control.beginTiles(Math.ceil(count / tile) * rounds, progress);
      if (rounds === 1) await request.runTiles(kernel as Kernel<unknown>, args, count, tile);
      else {
        const all = inRounds(kernel, args, count, tile, rounds, control);
        await request.runTiles(all.kernel as Kernel<unknown>, all.args, all.items, 1);
      }
      checkCancelled();
      control.endTiles();
    },
    progress: (fraction) => {
      control.setProgress(fraction);
    },
    checkCancelled,
    warn: (message) => request.warn?.(message),
  };
}
