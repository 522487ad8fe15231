import type { Database } from 'better-sqlite3';

import type { ArrayName } from '../../src-worker/data/catalogue.ts';
import type { AnyStep } from '../../src-worker/steps/step.ts';
import type { RunSettings } from '../project/runSettings.ts';
import { fingerprintSteps } from './fingerprint.ts';
import { stepsToCompute, storedResults, tiesOf } from './neededSteps.ts';
import { PREVIEW_STEPS } from './preview.ts';
import { storedBytes } from './runMemory.ts';
import type { RunSize } from './runSize.ts';
import type { TimedStep } from './schedule.ts';

/** What a preview takes beside its run: the steps that have to be computed, and bytes of the project file. */
export interface PreviewNeed {
  steps: TimedStep[];
  disk: number;
}

/**
 * @param known the keys of the run's arrays
 * @param size of a steady-state run
 * @param secondsOf how long a step takes in a run of that size
 */
export function previewNeed(
  database: Database,
  settings: RunSettings,
  known: ReadonlyMap<ArrayName, string>,
  size: RunSize,
  secondsOf: (step: AnyStep, size: RunSize) => number,
): PreviewNeed {
  const stored = storedResults(database, fingerprintSteps(PREVIEW_STEPS, settings, known));
  const needed = stepsToCompute(PREVIEW_STEPS, stored, { fingerprints: known });
  const steps = PREVIEW_STEPS.filter(({ id }) => needed.has(id));
  const added = steps.filter(({ id }) => !stored.has(id));
  return {
    steps: steps.map((step) => ({ seconds: secondsOf(step, size), ...tiesOf(step) })),
    disk: storedBytes(added, size),
  };
}

/** The steps of a run with others put before one of them, which waits for all that they make. */
export function putAhead<T extends TimedStep & { id: string }>(
  run: readonly T[],
  ahead: readonly TimedStep[],
  id: string,
): TimedStep[] {
  return run.flatMap((step) =>
    step.id === id
      ? [...ahead, { ...step, reads: [...step.reads, ...ahead.flatMap(({ makes }) => makes)] }]
      : [step],
  );
}
