import type { MessageBoxOptions } from 'electron';

import type { ProjectInfo } from '../ipc/types.ts';

/** What a window does that closing it would stop. */
export interface Unfinished {
  /** The names of its runs that wait or are under way. */
  readonly runs: readonly string[];
  readonly importing: boolean;
}

/** Which button of {@link closeQuestion} goes on with closing. */
export const STOP_AND_CLOSE = 0;
const KEEP_RUNNING = 1;

/** What is asked before windows are closed in which something runs; nothing where nothing does. */
export function closeQuestion(windows: readonly Unfinished[]): MessageBoxOptions | undefined {
  const runs = windows.flatMap((window) => window.runs);
  const importing = windows.some((window) => window.importing);
  if (runs.length === 0 && !importing) return undefined;
  const stopped = runs.length === 0 ? 'the import' : runs.length === 1 ? 'the run' : 'the runs';
  return {
    type: 'question',
    message: messageOf(runs, importing),
    detail: [
      runs.length > 0 && `Closing stops ${runs.length === 1 ? 'it' : 'them'}. Steps that are done are kept.`,
      importing && 'Of a file that is being imported nothing is kept.',
    ]
      .filter(Boolean)
      .join(' '),
    buttons: [`Stop ${stopped} and close`, 'Keep running'],
    defaultId: KEEP_RUNNING,
    cancelId: KEEP_RUNNING,
    noLink: true,
  };
}

/** The runs of a project that wait or are under way. */
export function unfinishedRuns(project: ProjectInfo | undefined): string[] {
  return (project?.runs ?? [])
    .filter(({ status }) => status === 'running' || status === 'queued')
    .map(({ name }) => name);
}

function messageOf(runs: readonly string[], importing: boolean): string {
  if (runs.length === 0) return 'An import is under way.';
  if (runs.length > 1) return `${runs.length} runs are not finished.`;
  return importing ? 'A run and an import are under way.' : `The run “${runs[0]}” is not finished.`;
}
