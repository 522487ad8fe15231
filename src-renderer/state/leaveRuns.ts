import type { AppState } from './app.svelte.ts';

/** Does what leaves the open project; that ends what runs in it, so it is asked first where something does. */
export function leaveRuns(app: AppState, label: string, run: () => Promise<void>): void {
  const active = app.project?.runs.filter(({ status }) => status === 'running' || status === 'queued') ?? [];
  if (active.length === 0) void run();
  else
    app.notices.problem(
      active.length === 1 ? `${active[0].name} is not finished` : `${active.length} runs are not finished`,
      `Leaving the project stops ${active.length === 1 ? 'it' : 'them'}. Steps that are done are kept.`,
      undefined,
      { label, run: () => void run() },
    );
}
