import type { ArrayName, ArrayTypes, ArrayValues } from '../data/catalogue.ts';
import type { Random } from '../data/random.ts';
import type { Kernel } from '../kernels/kernel.ts';
import type { ParameterDeclarations, ParameterValues } from './parameters.ts';

/** One declared unit of analysis; see ARCHITECTURE.md, "Steps". */
export interface Step<
  P extends ParameterDeclarations = ParameterDeclarations,
  I extends ArrayName = ArrayName,
  Q extends ArrayName = ArrayName,
  O extends ArrayName = ArrayName,
> {
  readonly id: string;
  /** Raised whenever the output changes for the same input and parameters. */
  readonly version: number;
  readonly title: string;
  readonly summary: string;
  readonly reference?: string;
  readonly parameters: P;
  /** Arrays it needs. */
  readonly inputs: readonly I[];
  /** Arrays it uses where they exist. */
  readonly optionalInputs: readonly Q[];
  readonly outputs: readonly O[];
  /** Whether it draws random numbers, so that the run's seed is part of its fingerprint. */
  readonly seeded?: boolean;
  run(context: StepContext<P, I, Q>): Promise<{ [N in O]: ArrayTypes[N] }> | { [N in O]: ArrayTypes[N] };
}

export interface StepContext<
  P extends ParameterDeclarations = ParameterDeclarations,
  I extends ArrayName = ArrayName,
  Q extends ArrayName = ArrayName,
> {
  readonly parameters: ParameterValues<P>;
  /** The array of that name, or an error that names the step and the array. */
  input<N extends I>(name: N): ArrayTypes[N];
  /** The array of that name, where the dataset or an earlier step has it. */
  optional<N extends Q>(name: N): ArrayTypes[N] | undefined;
  /** Random numbers of this run's seed; each stream is a sequence of its own. */
  random(stream: string): Random;
  /**
   * Runs a kernel over 0 … count − 1 on all threads. The items are cut in tiles of `tile` (64 unless told), whatever
   * the number of threads. Arguments must be structured-cloneable; arrays the kernel writes must be on shared memory
   * ({@link sharedArray}). With `rounds`, the kernel goes over all items so many times, is told which time it is, and begins one
   * when every item of the one before is done. Counts as the part [from, to] of the step's progress, where given.
   */
  parallel<A>(
    kernel: Kernel<A>,
    args: A,
    count: number,
    options?: { tile?: number; rounds?: number; progress?: [from: number, to: number] },
  ): Promise<void>;
  /** Reports the share of the step that is done, 0 … 1. */
  progress(fraction: number): void;
  /** Throws CancelledError once the run was cancelled; serial loops call it at least every 200 ms. */
  checkCancelled(): void;
  /** Adds a sentence the user should read about this result. */
  warn(message: string): void;
}

/** Declares a step; the types of inputs and outputs follow from their names. */
export function defineStep<
  const P extends ParameterDeclarations,
  const I extends ArrayName,
  const Q extends ArrayName,
  const O extends ArrayName,
>(step: Step<P, I, Q, O>): Step<P, I, Q, O> {
  return step;
}

/** A step of which only the declaration matters. */
export type AnyStep = Omit<Step, 'run'> & {
  run(context: never): Promise<ArrayValues> | ArrayValues;
};
