import type { Database } from 'better-sqlite3';

import { DataError } from '../../src-worker/data/errors.ts';
import { listRuns, type RunRecord, type RunStatus } from '../project/runs.ts';
import type { FigureSpec } from './spec/figure.ts';

/**
 * Looks whether the runs that a figure names can be drawn from.
 *
 * @throws DataError where one was deleted or did not end well, or where the project has no finished run and the figure follows the
 *   last finished one.
 */
export function checkRuns(database: Database, spec: Pick<FigureSpec, 'run' | 'panels'>): void {
  const runs = listRuns(database);
  const follows = spec.run === null && spec.panels.some(({ run }) => run === null);
  if (follows && !runs.some(({ status }) => status === 'done'))
    throw new DataError('the project has no finished run to draw from.', {}, 'Finish a run first.');
  if (spec.run !== null && spec.panels.some(({ run }) => run === null))
    checkRun(runs, spec.run, 'the figure');
  for (const [place, { run }] of spec.panels.entries())
    if (run !== null) checkRun(runs, run, `panel ${place + 1}`);
}

function checkRun(runs: readonly RunRecord[], id: number, what: string): void {
  const run = runs.find((candidate) => candidate.id === id);
  if (!run)
    throw new DataError(
      `the run ${id}, which ${what} is of, is not in the project; it may have been deleted.`,
      {},
      remedy(runs),
    );
  if (run.status !== 'done')
    throw new DataError(
      `${what} is of the run “${run.name}”, which ${STATES[run.status]}.`,
      {},
      run.status === 'queued' || run.status === 'running'
        ? 'Wait until it is done, or choose another run.'
        : remedy(runs),
    );
}

const STATES: Record<Exclude<RunStatus, 'done'>, string> = {
  queued: 'has not started yet',
  running: 'is still under way',
  failed: 'failed',
  cancelled: 'was cancelled',
};

function remedy(runs: readonly RunRecord[]): string {
  const done = runs.filter(({ status }) => status === 'done').map(({ id, name }) => `${id} (${name})`);
  return done.length > 0
    ? `Choose another run: ${done.slice(-8).join(', ')}.`
    : 'Finish a run first, and choose that one.';
}
