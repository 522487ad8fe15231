import { untrack } from 'svelte';

import type { AppState } from '../../state/app.svelte.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';
import type { FieldContext } from '../fields/context.ts';
import type { Figures } from './figures.svelte.ts';
import { Preview } from './preview.svelte.ts';
import { RunChoices } from './runChoices.svelte.ts';
import { runOf } from './runs.ts';

/** What the parts of the composer share. Made in a component: it has effects. */
export class Composer {
  readonly figures: Figures;
  readonly #app: AppState;
  readonly #workspace: Workspace;
  preview: Preview | undefined = $state.raw();
  choices: RunChoices | undefined = $state.raw();

  constructor(app: AppState, workspace: Workspace, figures: Figures) {
    this.#app = app;
    this.#workspace = workspace;
    this.figures = figures;
    $effect(() => this.#follow());
    $effect(() => {
      const { preview } = this;
      const spec = this.figures.editor?.spec;
      void this.#drawnFrom;
      if (spec) untrack(() => preview?.want(spec));
    });
    $effect(() => {
      const token = this.#app.project?.token;
      const run = this.#run;
      this.choices = token !== undefined && run !== undefined ? new RunChoices(token, run) : undefined;
    });
  }

  /** The run that the selected panel is drawn from, or the figure where none is selected. */
  readonly #run: number | undefined = $derived.by(() => {
    const { editor } = this.figures;
    if (!editor) return undefined;
    const panel = editor.selected === null ? undefined : editor.spec.panels[editor.selected];
    return runOf(this.#app, panel?.run ?? editor.spec.run)?.id;
  });

  /** Changes whenever a run ends, is renamed or deleted, or a legend is edited, since the figure may then look otherwise. */
  readonly #drawnFrom: string = $derived.by(() =>
    JSON.stringify([
      (this.#app.project?.runs ?? []).map(({ id, name, status, finishedAt }) => [
        id,
        name,
        status,
        finishedAt,
      ]),
      this.#app.project?.datasets.map(({ id, roles, known }) => [id, roles, known]),
    ]),
  );

  /** What the fields of forms offer. */
  readonly context: FieldContext = $derived.by(() => {
    const { shown } = this.#workspace;
    const sameRun = shown && 'run' in shown.source && shown.source.run === this.#run;
    return {
      presets: this.figures.form?.presets ?? [],
      runs: (this.#app.project?.runs ?? []).map(({ id, name, status }) => ({
        id,
        name,
        done: status === 'done',
      })),
      choices: this.choices,
      seen: sameRun ? shown : undefined,
    };
  });

  /** A figure's picture lives as long as the figure is open. */
  #follow(): () => void {
    void this.figures.editor;
    const preview = new Preview();
    this.preview = preview;
    return () => preview.end();
  }
}
