import { createHash } from 'node:crypto';

import type { ArrayName } from '../../src-worker/data/catalogue.ts';
import { resolveParameters } from '../../src-worker/steps/parameters.ts';
import type { AnyStep } from '../../src-worker/steps/step.ts';
import type { RunSettings } from '../project/runSettings.ts';

/**
 * The key of each step's result: a hash of the step, its version, its parameters, the seed where it draws random
 * numbers, and the keys of everything it reads. Known before anything runs.
 *
 * @param datasetArrays content hashes of the arrays that the dataset itself provides
 */
export function fingerprintSteps(
  steps: readonly AnyStep[],
  settings: RunSettings,
  datasetArrays: ReadonlyMap<ArrayName, string>,
): Map<string, string> {
  const ofArray = new Map<ArrayName, string>(datasetArrays);
  const ofStep = new Map<string, string>();
  for (const step of steps) {
    const reads = [...step.inputs, ...step.optionalInputs].sort();
    const fingerprint = hash({
      step: step.id,
      version: step.version,
      parameters: resolveParameters(step.id, step.parameters, settings.parameters[step.id]),
      seed: step.seeded ? settings.seed : null,
      inputs: reads.map((name) => [name, ofArray.get(name) ?? null]),
    });
    ofStep.set(step.id, fingerprint);
    for (const name of step.outputs) ofArray.set(name, arrayKey(fingerprint, name));
  }
  return ofStep;
}

/** The key of each array of a run: those that the dataset provides, and those that the steps make. */
export function fingerprintArrays(
  steps: readonly AnyStep[],
  ofStep: ReadonlyMap<string, string>,
  datasetArrays: ReadonlyMap<ArrayName, string>,
): Map<ArrayName, string> {
  const ofArray = new Map(datasetArrays);
  for (const { id, outputs } of steps)
    for (const name of outputs) ofArray.set(name, arrayKey(ofStep.get(id)!, name));
  return ofArray;
}

function arrayKey(ofStep: string, name: ArrayName): string {
  return `${ofStep}/${name}`;
}

function hash(value: object): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
