import { getContext, setContext, untrack } from 'svelte';

import { Composer } from '../figures/state/composer.svelte.ts';
import { Figures } from '../figures/state/figures.svelte.ts';
import { getApp } from './app.svelte.ts';
import { SourceState } from './sourceState.svelte.ts';

/** What the embedding and the panels at its side share. */
export class Workspace {
  /** The run or dataset that is shown; undefined where none is chosen. */
  shown: SourceState | undefined = $state.raw();
  /** The project's figures. */
  figures: Figures | undefined = $state.raw();
  /** What the parts of the composer share, as long as it is open. */
  composer: Composer | undefined = $state.raw();
}

const KEY = Symbol('workspace');

/** Makes the workspace follow what is shown; called once, where its panels are put together. */
export function provideWorkspace(): Workspace {
  const app = getApp();
  const workspace = new Workspace();
  const project = $derived(app.project?.token);
  const run = $derived(app.source && 'run' in app.source ? app.source.run : undefined);
  const dataset = $derived(app.source && 'dataset' in app.source ? app.source.dataset : undefined);
  $effect.pre(() => {
    const source = run !== undefined ? { run } : dataset !== undefined ? { dataset } : undefined;
    const token = project;
    workspace.shown = untrack(() => (token && source ? new SourceState(app, token, source) : undefined));
  });
  $effect.pre(() => {
    const token = project;
    workspace.figures = untrack(() => (token === undefined ? undefined : new Figures(app)));
  });
  const composing = $derived(app.layout?.figures ?? false);
  $effect.pre(() => {
    const figures = composing ? workspace.figures : undefined;
    workspace.composer = untrack(() => figures && new Composer(app, workspace, figures));
  });
  return setContext(KEY, workspace);
}

export function getWorkspace(): Workspace {
  return getContext<Workspace>(KEY);
}
