import type { Database } from 'better-sqlite3';

import { ARRAYS, type ArrayName } from '../../src-worker/data/catalogue.ts';
import type { AnyStep } from '../../src-worker/steps/step.ts';
import { findStepResult } from '../project/stepResults.ts';
import type { TimedStep } from './schedule.ts';

/** The ids of the results that are stored, by step. */
export function storedResults(
  database: Database,
  fingerprints: ReadonlyMap<string, string>,
): Map<string, number> {
  const stored = new Map<string, number>();
  for (const [step, fingerprint] of fingerprints) {
    const result = findStepResult(database, fingerprint);
    if (result) stored.set(step, result.id);
  }
  return stored;
}

/** What a step waits for, and what waits for it. */
export function tiesOf(step: AnyStep): Pick<TimedStep, 'reads' | 'makes'> {
  return { reads: [...step.inputs, ...step.optionalInputs], makes: step.outputs };
}

/**
 * Steps that have to be computed: those not stored, and those whose unstored arrays such steps read.
 *
 * @param given arrays that are there before any of the steps
 */
export function stepsToCompute(
  steps: readonly AnyStep[],
  stored: ReadonlyMap<string, number>,
  given: { fingerprints: ReadonlyMap<ArrayName, string> },
): Set<string> {
  const made = new Set(steps.flatMap((step) => [...step.outputs]));
  const active = new Set<string>();
  const wanted = new Set<ArrayName>();
  for (const step of [...steps].reverse()) {
    if (stored.has(step.id) && !step.outputs.some((name) => ARRAYS[name].derived && wanted.has(name)))
      continue;
    active.add(step.id);
    for (const name of step.inputs) wanted.add(name);
    for (const name of step.optionalInputs)
      if (made.has(name) || given.fingerprints.has(name)) wanted.add(name);
  }
  return active;
}
