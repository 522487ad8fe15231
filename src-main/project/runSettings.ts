import * as v from 'valibot';

import { label } from './annotations.ts';
import { parametersSchema } from './storedJson.ts';

export const MODELS = ['steady_state', 'stochastic', 'dynamical'] as const;
export type Model = (typeof MODELS)[number];

export const runSettingsSchema = v.strictObject({
  model: v.picklist(MODELS),
  fate: v.boolean(),
  seed: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  clusters: v.optional(label),
  parameters: v.record(label, parametersSchema),
});

/** Everything that decides what a run computes; stored with the run, so that it can be repeated. */
export interface RunSettings {
  model: Model;
  fate: boolean;
  seed: number;
  /** The column of the file's cell table that holds the clusters; found by its name where not given. */
  clusters?: string;
  /** Step id → parameter → value, where it differs from the default. */
  parameters: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
