import type { AnyStep } from './step.ts';

/** Every step, in the order in which a whole run takes them. Importing this file registers all kernels. */
export const STEPS: readonly AnyStep[] = [];

/** The step of that id. */
export function stepNamed(id: string): AnyStep {
  const step = STEPS.find((candidate) => candidate.id === id);
  if (!step) throw new Error(`No step is named ${id}`);
  return step;
}
