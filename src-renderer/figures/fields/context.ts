import type { FigureForm } from '../../../src-main/figures/spec/form.ts';
import type { SourceState } from '../../state/sourceState.svelte.ts';
import type { RunChoices } from '../state/runChoices.svelte.ts';

/** What the fields of a form offer. */
export interface FieldContext {
  presets: FigureForm['presets'];
  runs: { id: number; name: string; done: boolean }[];
  /** Of the run that the panel is drawn from; undefined where there is none. */
  choices: RunChoices | undefined;
  /** What the workspace shows, where it is of that same run. */
  seen: SourceState | undefined;
}
