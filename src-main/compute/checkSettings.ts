import { DataError } from '../../src-worker/data/errors.ts';
import { resolveParameters } from '../../src-worker/steps/parameters.ts';
import { stepNamed } from '../../src-worker/steps/registry.ts';
import { planSteps } from './plan.ts';
import { MODELS, type RunSettings } from '../project/runSettings.ts';

/** @throws DataError naming what is wrong, before anything is computed. */
export function checkSettings(settings: RunSettings): void {
  if (!MODELS.includes(settings.model))
    throw new DataError(`there is no model “${settings.model}”.`, {}, `Choose one of ${MODELS.join(', ')}.`);
  if (!Number.isSafeInteger(settings.seed) || settings.seed < 0)
    throw new DataError(`the seed is ${settings.seed}.`, {}, 'It must be a whole number, 0 or more.');
  const planned = new Set(planSteps(settings).map((step) => step.id));
  for (const [id, parameters] of Object.entries(settings.parameters)) {
    if (!planned.has(id))
      throw new DataError(`this run has no step “${id}”.`, {}, `Its steps: ${[...planned].join(', ')}.`);
    resolveParameters(id, stepNamed(id).parameters, parameters);
  }
}
