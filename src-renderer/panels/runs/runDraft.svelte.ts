import { SvelteMap } from 'svelte/reactivity';

import type { Model, RunSettings } from '../../../src-main/project/runSettings.ts';
import type { Estimate, ParameterDeclaration, StepForm } from '../../../src-main/ipc/types.ts';
import { AppError, bridge, call } from '../../state/api.ts';
import type { RunDraft } from '../../state/app.svelte.ts';
import {
  isDefault,
  readParameter,
  writeParameter,
  type ParameterValue,
  type Reading,
} from './parameterInput.ts';

const SEED: ParameterDeclaration = {
  type: 'integer',
  label: 'Seed',
  help: '',
  default: 0,
  min: 0,
  max: Number.MAX_SAFE_INTEGER,
};

/** A run that is being put together: what is in the fields, whether it can be started, and what it would need. */
export class RunDraftState {
  readonly datasetId: number;
  name: string = $state('');
  note: string = $state('');
  model: Model = $state('dynamical');
  fate = $state(true);
  /** Empty where the column is found by its name. */
  clusters: string = $state('');
  seed: string = $state('0');
  /** `step/name` → the text of the field; only of fields that were changed. */
  readonly #texts = new SvelteMap<string, string>();
  form: StepForm[] = $state.raw([]);
  estimate: Estimate | undefined = $state.raw();
  /** Why there is no estimate: what is wrong with the settings. */
  refusal: { problem: string; remedy: string } | undefined = $state.raw();
  estimating = $state(false);
  #latest = 0;

  constructor(draft: RunDraft) {
    this.datasetId = draft.datasetId;
    this.name = draft.name;
    this.note = draft.note;
    const { model, fate, clusters, seed, parameters } = draft.settings;
    this.model = model;
    this.fate = fate;
    this.clusters = clusters ?? '';
    this.seed = String(seed);
    for (const [step, values] of Object.entries(parameters))
      for (const [name, value] of Object.entries(values))
        this.set(step, name, writeParameter(value as ParameterValue));
  }

  readonly seedReading: Reading = $derived(readParameter(SEED, this.seed));
  readonly nameProblem: string | undefined = $derived(
    this.name.trim() === '' ? 'Give the run a name.' : undefined,
  );

  readonly changes: { step: string; name: string; reading: Reading }[] = $derived(
    this.form.flatMap(({ id, parameters }) =>
      Object.entries(parameters).flatMap(([name, declaration]) => {
        const text = this.#texts.get(`${id}/${name}`);
        if (text === undefined) return [];
        const reading = readParameter(declaration, text);
        return 'value' in reading && isDefault(declaration, reading.value)
          ? []
          : [{ step: id, name, reading }];
      }),
    ),
  );

  /** What the fields say; nothing while one of them cannot be read. */
  readonly settings: RunSettings | undefined = $derived.by(() => {
    if (this.form.length === 0 || 'problem' in this.seedReading) return undefined;
    const parameters: Record<string, Record<string, ParameterValue>> = {};
    for (const { step, name, reading } of this.changes) {
      if ('problem' in reading) return undefined;
      (parameters[step] ??= {})[name] = reading.value;
    }
    return {
      model: this.model,
      fate: this.fate,
      seed: this.seedReading.value as number,
      ...(this.clusters === '' ? {} : { clusters: this.clusters }),
      parameters,
    };
  });

  text(step: string, name: string, declaration: ParameterDeclaration): string {
    return this.#texts.get(`${step}/${name}`) ?? writeParameter(declaration.default);
  }

  set(step: string, name: string, text: string): void {
    this.#texts.set(`${step}/${name}`, text);
  }

  reset(step: string, name: string): void {
    this.#texts.delete(`${step}/${name}`);
  }

  resetAll(): void {
    this.#texts.clear();
  }

  changedIn(step: string): number {
    return this.changes.filter((change) => change.step === step).length;
  }

  /** Takes the form of the model and fate that are chosen. @throws AppError */
  async loadForm(model: Model, fate: boolean): Promise<void> {
    const form = await call(bridge.runs.form({ model, fate }));
    if (model === this.model && fate === this.fate) this.form = form;
  }

  /** Asks what the run would need; an answer that a later question overtook is dropped. */
  async loadEstimate(settings: RunSettings): Promise<void> {
    const turn = ++this.#latest;
    this.estimating = true;
    try {
      const estimate = await call(
        bridge.runs.estimate({ datasetId: this.datasetId, settings: plain(settings) }),
      );
      if (turn === this.#latest) [this.estimate, this.refusal] = [estimate, undefined];
    } catch (error) {
      if (turn !== this.#latest) return;
      this.estimate = undefined;
      this.refusal =
        error instanceof AppError
          ? { problem: error.problem, remedy: error.remedy }
          : { problem: String(error), remedy: '' };
    } finally {
      if (turn === this.#latest) this.estimating = false;
    }
  }

  /** Puts the run in the queue. @throws AppError */
  async start(settings: RunSettings): Promise<number> {
    const { datasetId, name, note } = this;
    const run = { datasetId, name: name.trim(), note, settings: plain(settings) };
    return (await call(bridge.runs.add(run))).runId;
  }
}

type SentSettings = Parameters<typeof bridge.runs.estimate>[0]['settings'];

/** Settings without the page's proxies, as they can be sent. */
function plain(settings: RunSettings): SentSettings {
  return $state.snapshot(settings) as SentSettings;
}
