import type { ParameterDeclaration } from '../../src-worker/steps/parameters.ts';
import { planSteps } from './plan.ts';
import type { RunSettings } from '../project/runSettings.ts';

/** One step of a run's form, from its declaration. */
export interface StepForm {
  id: string;
  title: string;
  summary: string;
  reference?: string;
  parameters: Record<string, ParameterDeclaration>;
}

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
