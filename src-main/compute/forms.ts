import type { StepForm } from '../ipc/types.ts';
import { planSteps } from './plan.ts';
import type { RunSettings } from './settings.ts';

/** The steps of a run that have something to set, in the order in which they run, with the declarations of their parameters. */
export function runForm(model: RunSettings['model'], fate: boolean): StepForm[] {
  return planSteps({ model, fate })
    .filter((step) => Object.keys(step.parameters).length > 0)
    .map(({ id, title, summary, reference, parameters }) => ({
      id,
      title,
      summary,
      ...(reference === undefined ? {} : { reference }),
      parameters: { ...parameters },
    }));
}
