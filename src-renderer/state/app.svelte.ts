import { getContext, setContext } from 'svelte';

import type {
  AppEvent,
  DatasetInfo,
  MenuCommand,
  ProjectInfo,
  RunSummary,
  StartInfo,
} from '../../src-main/ipc/types.ts';
import type { RunSettings } from '../../src-main/compute/settings.ts';

/** What the embedding and the panels at its side show: a run, or a dataset before any run. */
export type Source = { run: number } | { dataset: number };

/** A run that is being put together in the form. */
export interface RunDraft {
  datasetId: number;
  name: string;
  note: string;
  settings: RunSettings;
}

/** What every part of the window knows and may change. One instance, found by {@link getApp}. */
export class AppState {
  start: StartInfo | undefined = $state.raw();
  project: ProjectInfo | undefined = $state.raw();
  source: Source | undefined = $state.raw();
  /** The form that is open, if any. */
  draft: RunDraft | undefined = $state.raw();
  readonly #commands = new Map<MenuCommand, () => void>();
  readonly #listeners = new Set<(event: AppEvent) => void>();

  /** The run that is shown. */
  readonly run: RunSummary | undefined = $derived.by(() => {
    const { source } = this;
    return source && 'run' in source ? this.project?.runs.find(({ id }) => id === source.run) : undefined;
  });

  /** The dataset that is shown, by itself or under a run. */
  readonly dataset: DatasetInfo | undefined = $derived.by(() => {
    const { source } = this;
    if (!source) return undefined;
    const id = 'dataset' in source ? source.dataset : this.run?.datasetId;
    return this.project?.datasets.find((dataset) => dataset.id === id);
  });

  /** Has a menu command or shortcut do something until the returned function is called. */
  onCommand(command: MenuCommand, handler: () => void): () => void {
    this.#commands.set(command, handler);
    return () => {
      if (this.#commands.get(command) === handler) this.#commands.delete(command);
    };
  }

  /** Does what a menu command stands for, where something answers to it. */
  command(command: MenuCommand): void {
    this.#commands.get(command)?.();
  }

  /** Hears the main process's events until the returned function is called. */
  onEvent(listener: (event: AppEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Passes an event of the main process on. */
  hear(event: AppEvent): void {
    if (event.type === 'project') this.project = event.project;
    if (event.type === 'menu') this.command(event.command);
    for (const listener of this.#listeners) listener(event);
  }
}

const KEY = Symbol('app');

export function provideApp(app: AppState): AppState {
  return setContext(KEY, app);
}

export function getApp(): AppState {
  return getContext<AppState>(KEY);
}
