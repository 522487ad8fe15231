import { CancelledError, errorRecord } from '../../src-worker/data/errors.ts';
import { ARRAYS, type ArrayName } from '../../src-worker/data/catalogue.ts';
import { stepNamed } from '../../src-worker/steps/registry.ts';
import { estimateRun } from '../compute/estimate.ts';
import { inWords } from '../compute/inWords.ts';
import { createRunClock, type RunClock, type RunProgress } from '../compute/runClock.ts';
import { performRun } from '../compute/runSession.ts';
import { databaseError } from '../project/databaseError.ts';
import { getDataset } from '../project/datasets.ts';
import type { Project } from '../project/project.ts';
import { finishRun, getRun, listRuns, startRun, type RunRecord } from '../project/runs.ts';
import { runSummary } from './info.ts';
import { tellProject } from './openProject.ts';
import type { SessionState } from './session.ts';

/** The runs of a project that wait or are under way, one at a time in the order in which they were added. */
export interface RunQueue {
  /** Whether a run is under way. */
  readonly busy: boolean;
  /** Starts the next run if none is under way. */
  advance(): void;
  /** Takes a waiting run out, or stops the one under way; does nothing to one that has ended. */
  cancel(runId: number): void;
  /** How far a run is, while it is under way. */
  progress(runId: number): RunProgress | undefined;
  /** Stops what is under way and starts nothing any more. */
  close(): Promise<void>;
}

/** How often the page hears of progress, at most. */
const BETWEEN_REPORTS_MS = 200;

interface Active {
  runId: number;
  stop: AbortController;
  done: Promise<void>;
  progress: RunProgress | undefined;
}

export function createRunQueue(state: SessionState, project: Project): RunQueue {
  const { database } = project;
  let active: Active | undefined;
  let closed = false;

  function advance(): void {
    if (active || closed) return;
    const next = listRuns(database).find(({ status }) => status === 'queued');
    if (!next) return;
    const stop = new AbortController();
    const started: Active = { runId: next.id, stop, done: Promise.resolve(), progress: undefined };
    active = started;
    started.done = perform(next, started).finally(() => {
      active = undefined;
      if (!closed) tellProject(state);
      advance();
    });
  }

  async function perform(run: RunRecord, entry: Active): Promise<void> {
    try {
      startRun(database, run.id);
      tellProject(state);
      const clock = clockOf(run);
      let lastReport = 0;
      await performRun(project, state.pool, getRun(database, run.id), {
        signal: entry.stop.signal,
        onProgress: (step) => {
          entry.progress = clock.hear(step);
          const now = performance.now();
          if (now - lastReport < BETWEEN_REPORTS_MS && step.state === 'running') return;
          lastReport = now;
          state.emit({ type: 'run', run: runSummary(getRun(database, run.id), entry.progress) });
        },
        onStored: (_, { step }) => {
          const arrays = stepNamed(step).outputs.filter((name: ArrayName) => !ARRAYS[name].derived);
          state.emit({ type: 'stored', runId: run.id, step, arrays });
        },
        onPreview: (stage) => {
          entry.progress = clock.beside(stage === 'begun' ? 'Preview of the flow' : undefined);
          state.emit({ type: 'run', run: runSummary(getRun(database, run.id), entry.progress) });
          if (stage === 'ended') state.emit({ type: 'preview', runId: run.id });
        },
      });
    } catch (error) {
      if (error instanceof CancelledError) return;
      const cause = inWords(databaseError(error, project.path));
      state.emit({ type: 'problem', title: `The run “${run.name}” failed`, error: errorRecord(cause) });
    }
  }

  function clockOf(run: RunRecord): RunClock {
    try {
      const dataset = getDataset(database, run.datasetId);
      return createRunClock(
        estimateRun(project, dataset, run.settings, state.pool.threads, { preview: true }),
      );
    } catch {
      // Settings that cannot be estimated cannot be run: the run itself says why.
      return createRunClock({ seconds: 0, steps: [] });
    }
  }

  return {
    get busy() {
      return active !== undefined;
    },
    advance,
    cancel(runId) {
      if (active?.runId === runId) active.stop.abort();
      else if (getRun(database, runId).status === 'queued')
        finishRun(database, runId, 'cancelled', 'Cancelled.');
    },
    progress: (runId) => (active?.runId === runId ? active.progress : undefined),
    async close() {
      closed = true;
      active?.stop.abort();
      await active?.done;
    },
  };
}
