import type { StepContext } from './step.ts';

/** What the parts of a step need of its context: threads, and to notice that the run was cancelled. */
export type Work = Pick<StepContext, 'parallel' | 'checkCancelled'>;
