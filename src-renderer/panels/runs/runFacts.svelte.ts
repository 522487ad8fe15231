import { SvelteMap } from 'svelte/reactivity';

import type { Model, RunSettings } from '../../../src-main/project/runSettings.ts';
import type { StepForm } from '../../../src-main/ipc/types.ts';
import { bridge, call } from '../../state/api.ts';
import { fetchView } from '../../state/views.ts';
import { isDefault, valueText } from './parameterInput.ts';

/** A parameter that a run sets differently from its default. */
export interface Change {
  step: string;
  label: string;
  value: string;
}

/** What tells runs of one list apart, beside what the project says of them: fetched once, kept while the panel is there. */
export class RunFacts {
  readonly #forms = new SvelteMap<Model, StepForm[]>();
  readonly #confidence = new SvelteMap<number, number | null>();
  /** What was asked for already; not shown, so nothing has to hear of its changes. */
  readonly #asked: Record<string, true> = {};

  /** The parameters that differ from the defaults; by their names as long as the labels are not known. */
  changes({ model, parameters }: RunSettings): Change[] {
    this.#askForm(model);
    const steps = this.#forms.get(model);
    return Object.entries(parameters).flatMap(([id, values]) => {
      const step = steps?.find((candidate) => candidate.id === id);
      return Object.entries(values).flatMap(([name, value]) => {
        const declaration = step?.parameters[name];
        if (declaration && isDefault(declaration, value)) return [];
        const unit = declaration?.unit ? ` ${declaration.unit}` : '';
        return [
          { step: step?.title ?? id, label: declaration?.label ?? name, value: `${valueText(value)}${unit}` },
        ];
      });
    });
  }

  /** Mean confidence of a finished run; undefined as long as it is not known, null where it has none. */
  confidence(project: string, runId: number): number | null | undefined {
    this.#askConfidence(project, runId);
    return this.#confidence.get(runId);
  }

  #askForm(model: Model): void {
    if (!this.#first(`form/${model}`)) return;
    call(bridge.runs.form({ model, fate: true })).then(
      (form) => this.#forms.set(model, form),
      () => undefined, // names stand in for labels
    );
  }

  #askConfidence(project: string, runId: number): void {
    if (!this.#first(`${project}/${runId}`)) return;
    fetchView(project, 'quality', { source: { run: runId } }).then(
      ({ header }) => this.#confidence.set(runId, header.confidence?.overall ?? null),
      () => this.#confidence.set(runId, null), // the quality panel says what is wrong
    );
  }

  #first(key: string): boolean {
    if (this.#asked[key]) return false;
    this.#asked[key] = true;
    return true;
  }
}
