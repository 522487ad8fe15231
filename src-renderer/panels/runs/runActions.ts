import type { RunSummary } from '../../../src-main/ipc/types.ts';
import { bridge, call } from '../../state/api.ts';
import type { AppState } from '../../state/app.svelte.ts';

/** Gives a run another name; what goes wrong is reported. */
export function renameRun(app: AppState, run: RunSummary, name: string): Promise<void> {
  return told(app, 'The run could not be renamed', call(bridge.runs.rename({ runId: run.id, name })));
}

/** Puts a note on a run in place of the one before. */
export function annotateRun(app: AppState, run: RunSummary, note: string): Promise<void> {
  return told(app, 'The note could not be kept', call(bridge.runs.annotate({ runId: run.id, note })));
}

/** Takes a run out of the queue, or stops it. */
export function cancelRun(app: AppState, run: RunSummary): Promise<void> {
  return told(app, 'The run could not be cancelled', call(bridge.runs.cancel({ runId: run.id })));
}

/** Deletes a run with the results that no other run uses. */
export function removeRun(app: AppState, run: RunSummary): Promise<void> {
  return told(app, 'The run could not be deleted', call(bridge.runs.remove({ runId: run.id })));
}

/** Opens the form with the settings of a run, to start another with changes. */
export function duplicateRun(app: AppState, run: RunSummary): void {
  const taken = new Set(app.project?.runs.map(({ name }) => name));
  const stem = run.name.replace(/ \(\d+\)$/, '').slice(0, 190);
  let number = 2;
  while (taken.has(`${stem} (${number})`)) number++;
  app.draft = { datasetId: run.datasetId, name: `${stem} (${number})`, note: '', settings: run.settings };
}

async function told(app: AppState, title: string, done: Promise<unknown>): Promise<void> {
  try {
    await done;
  } catch (error) {
    app.notices.report(error, title);
  }
}
