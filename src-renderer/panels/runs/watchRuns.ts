import type { AppEvent, RunSummary } from '../../../src-main/ipc/types.ts';
import type { AppState } from '../../state/app.svelte.ts';

/**
 * Shows a run that has ended well: at once where its dataset alone was looked at, else by a notice that leads to it. Goes on
 * until the returned function is called.
 */
export function watchRuns(app: AppState): () => void {
  let token: string | undefined;
  let running = new Set<number>();

  const look = (runs: readonly RunSummary[]): void => {
    for (const run of runs) if (run.status === 'done' && running.has(run.id)) arrived(app, run);
    running = new Set(runs.filter(({ status }) => status === 'running').map(({ id }) => id));
  };

  return app.onEvent((event: AppEvent) => {
    if (event.type === 'run' && event.run.status === 'running') running.add(event.run.id);
    if (event.type !== 'project') return;
    if (event.project.token !== token) [token, running] = [event.project.token, new Set()];
    look(event.project.runs);
  });
}

function arrived(app: AppState, run: RunSummary): void {
  const { source } = app;
  const show = (): void => {
    app.source = { run: run.id };
  };
  if (!source || ('dataset' in source && source.dataset === run.datasetId)) show();
  else if (!('run' in source && source.run === run.id))
    app.notices.done(`“${run.name}” is done`, undefined, { label: 'Show', run: show });
}
