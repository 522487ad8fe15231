import type { MessageBoxOptions } from 'electron';

import type { ProjectInfo } from '../ipc/types.ts';

/** What a window does that closing it would stop. */
export interface Unfinished {
  /** The names of its runs that wait or are under way. */
  readonly runs: readonly string[];
  readonly importing: boolean;
  readonly exporting: boolean;
}

/** Which button of {@link closeQuestion} goes on with closing. */
export const STOP_AND_CLOSE = 0;
const KEEP_RUNNING = 1;

/** What is asked before windows are closed in which something runs; nothing where nothing does. */
export function closeQuestion(windows: readonly Unfinished[]): MessageBoxOptions | undefined {
  const runs = windows.flatMap((window) => window.runs);
  const importing = windows.some((window) => window.importing);
  const exporting = windows.some((window) => window.exporting);
  if (runs.length === 0 && !importing && !exporting) return undefined;
  return {
    type: 'question',
    message: messageOf(runs, importing, exporting),
    detail: [
      runs.length > 0 && `Closing stops ${runs.length === 1 ? 'it' : 'them'}. Steps that are done are kept.`,
      importing && 'Of a file that is being imported nothing is kept.',
      exporting && 'Of a file that is being exported nothing is left.',
    ]
      .filter(Boolean)
      .join(' '),
    buttons: [`Stop ${stoppedBy(runs, importing)} and close`, 'Keep running'],
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

function stoppedBy(runs: readonly string[], importing: boolean): string {
  if (runs.length > 1) return 'the runs';
  if (runs.length === 1) return 'the run';
  return importing ? 'the import' : 'the export';
}

function messageOf(runs: readonly string[], importing: boolean, exporting: boolean): string {
  if (runs.length > 1) return `${runs.length} runs are not finished.`;
  const others = [importing && 'an import', exporting && 'an export'].filter((other) => other !== false);
  if (others.length === 0) return `The run “${runs[0]}” is not finished.`;
  const all = [...runs.map(() => 'a run'), ...others];
  const text = all.length === 1 ? all[0] : `${all.slice(0, -1).join(', ')} and ${all[all.length - 1]}`;
  return `${text[0].toUpperCase()}${text.slice(1)} ${all.length === 1 ? 'is' : 'are'} under way.`;
}
