import { getContext, setContext } from 'svelte';

import type {
  AppEvent,
  DatasetInfo,
  MenuCommand,
  ProjectInfo,
  RunSummary,
  StartInfo,
} from '../../src-main/ipc/types.ts';
import type { RunSettings } from '../../src-main/project/runSettings.ts';
import type { Recording } from '../animation/recording.svelte.ts';
import { problemOf } from './api.ts';
import type { ImportDraft } from './importDraft.svelte.ts';
import { Layout } from './layout.svelte.ts';
import { Notices } from './notices.svelte.ts';
import { Commands, Listeners } from './signals.ts';
import { Theme } from './theme.svelte.ts';

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
  /** What is about to be imported, where its preview is open. */
  importing: ImportDraft | undefined = $state.raw();
  /** What the window is busy with as a whole, such as opening a project; for the user to read. */
  busy: string | undefined = $state();
  /** Whether an import is under way; the window stays with it until it ends. */
  importRunning = $state(false);
  /** The animation that is being exported, one at a time. */
  recording: Recording | undefined = $state.raw();
  /** Docks, and what was shown last; there as long as a project is. */
  layout: Layout | undefined = $state.raw();
  /** Whether the list of shortcuts is open. */
  showsShortcuts = $state(false);
  readonly theme = new Theme();
  /** What the user is told: `app.notices.report(error, 'The run could not be renamed')`. */
  readonly notices = new Notices();
  readonly #commands = new Commands();
  readonly #listeners = new Listeners();

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
    return this.#commands.on(command, handler);
  }

  /** Does what a menu command stands for, where something answers to it. */
  command(command: MenuCommand): void {
    this.#commands.run(command);
  }

  /** Hears the main process's events until the returned function is called. */
  onEvent(listener: (event: AppEvent) => void): () => void {
    return this.#listeners.on(listener);
  }

  /** Goes over to a project that was opened or made, as it was left. */
  async enter(project: ProjectInfo): Promise<void> {
    const layout = new Layout();
    await layout.load();
    this.draft = undefined;
    this.layout = layout;
    this.project = project;
    this.source = layout.source ?? undefined;
    if (!this.dataset) this.source = likelySource(project);
  }

  /** Takes the project as it is now; a source or draft that is no longer in it gives way. */
  adopt(project: ProjectInfo): void {
    const before = this.dataset?.id;
    this.#replace(project);
    if (!this.dataset) this.source = likelySource(project, before);
    const { draft } = this;
    if (draft && !project.datasets.some(({ id }) => id === draft.datasetId)) this.draft = undefined;
  }

  /** Forgets the project; an animation of it that is being exported ends. */
  leave(): void {
    this.recording?.cancel();
    this.project = undefined;
    this.source = undefined;
    this.draft = undefined;
    this.importing = undefined;
    this.layout = undefined;
  }

  /** Opens the form for a run of the dataset. */
  draftRun(dataset: DatasetInfo): void {
    const runs = this.project?.runs ?? [];
    let number = runs.filter(({ datasetId }) => datasetId === dataset.id).length + 1;
    while (runs.some(({ name }) => name === `Run ${number}`)) number++;
    const { root } = dataset.known;
    const settings: RunSettings = {
      model: 'dynamical',
      fate: true,
      seed: 0,
      clusters: dataset.roles.clusters,
      parameters: root === undefined ? {} : { rootsAndEnds: { rootCluster: root } },
    };
    this.draft = { datasetId: dataset.id, name: `Run ${number}`, note: '', settings };
  }

  /** Passes an event of the main process on. */
  hear(event: AppEvent): void {
    if (event.type === 'project' && this.#isOpen(event.project)) this.adopt(event.project);
    if (event.type === 'menu') this.command(event.command);
    if (event.type === 'theme') this.theme.choice = event.theme;
    if (event.type === 'run') this.#takeRun(event.run);
    if (event.type === 'stored' && event.arrays.includes('X_umap')) this.#firstPicture(event.runId);
    if (event.type === 'notice') this.notices.note(event.title, event.text);
    if (event.type === 'problem')
      this.notices.problem(event.title, problemOf(event.error), event.error.data?.remedy);
    this.#listeners.tell(event);
  }

  /** Whether it is the open project: by its token, or by its place where it had to be opened again. */
  #isOpen({ token, name, folder }: ProjectInfo): boolean {
    const { project } = this;
    return project?.token === token || (project?.name === name && project.folder === folder);
  }

  #takeRun(run: RunSummary): void {
    const { project } = this;
    if (!project) return;
    const known = project.runs.some(({ id }) => id === run.id);
    const runs = known ? project.runs.map((one) => (one.id === run.id ? run : one)) : [...project.runs, run];
    this.#replace({ ...project, runs });
  }

  /** Takes the project's new state; a run that came to its end in it is shown or told of. */
  #replace(project: ProjectInfo): void {
    const before = this.project?.runs ?? [];
    this.project = project;
    for (const run of project.runs) {
      const earlier = before.find(({ id }) => id === run.id)?.status;
      if (earlier !== 'running' && earlier !== 'queued') continue;
      if (run.status === 'done') this.#finished(run);
    }
  }

  /** Whoever looks at the counts sees the run as soon as there is an embedding to see. */
  #firstPicture(runId: number): void {
    const run = this.project?.runs.find(({ id }) => id === runId);
    const { source } = this;
    if (run && source && 'dataset' in source && source.dataset === run.datasetId)
      this.source = { run: runId };
  }

  /** Whoever looks at the counts waits for the run; whoever looks at another run is not disturbed. */
  #finished(run: RunSummary): void {
    const { source } = this;
    const show = (): void => {
      this.source = { run: run.id };
    };
    if (source && 'dataset' in source && source.dataset === run.datasetId) show();
    else if (this.run?.id !== run.id)
      this.notices.done(`${run.name} is finished`, undefined, { label: 'Show', run: show });
  }
}

/** What is shown where nothing was chosen: the newest finished run, of the dataset given if it is there; or the newest dataset. */
function likelySource({ runs, datasets }: ProjectInfo, datasetId?: number): Source | undefined {
  const kept = datasets.some(({ id }) => id === datasetId);
  const done = runs.filter((run) => run.status === 'done' && (!kept || run.datasetId === datasetId));
  if (done.length > 0) return { run: Math.max(...done.map(({ id }) => id)) };
  if (kept) return { dataset: datasetId! };
  return datasets.length > 0 ? { dataset: Math.max(...datasets.map(({ id }) => id)) } : undefined;
}

const KEY = Symbol('app');

export function provideApp(app: AppState): AppState {
  return setContext(KEY, app);
}

export function getApp(): AppState {
  return getContext<AppState>(KEY);
}
