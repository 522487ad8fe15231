import type { RunSummary } from '../../../src-main/ipc/types.ts';
import type { AppState } from '../../state/app.svelte.ts';
import type { TemplateRun } from './templates.ts';

/** The run that a figure or panel is drawn from: the one of that number, the last finished one for null. */
export function runOf(app: AppState, run: number | null): RunSummary | undefined {
  const runs = app.project?.runs ?? [];
  if (run !== null) return runs.find(({ id }) => id === run);
  const done = runs.filter(({ status }) => status === 'done');
  return done.reduce<RunSummary | undefined>(
    (last, one) => (last && (last.finishedAt ?? '') > (one.finishedAt ?? '') ? last : one),
    undefined,
  );
}

/** The run that a new figure is drawn from: the one that is shown, if it is finished; else the last finished one. */
export function templateRun(app: AppState): TemplateRun {
  const run = app.run?.status === 'done' ? app.run : runOf(app, null);
  return {
    id: run?.id ?? null,
    dynamical: run?.settings.model === 'dynamical',
    fate: run?.settings.fate ?? false,
  };
}
