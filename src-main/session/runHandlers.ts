import type { Database } from 'better-sqlite3';

import { estimateRun } from '../compute/estimate.ts';
import { runForm } from '../compute/forms.ts';
import { checkSettings } from '../compute/checkSettings.ts';
import { openRun } from '../compute/runSession.ts';
import { exportRun } from '../export/exportRun.ts';
import { factsOfSource } from '../export/methods/facts.ts';
import { methodsText } from '../export/methods/methodsText.ts';
import { getDataset } from '../project/datasets.ts';
import { annotateRun, deleteRun, getRun, queueRun, renameRun, type RunRecord } from '../project/runs.ts';
import { DataError } from '../../src-worker/data/errors.ts';
import { VERSION } from '../version.ts';
import { openSource } from '../views/source.ts';
import { needProject, tellProject } from './openProject.ts';
import type { Handlers } from './session.ts';

export const runHandlers: Handlers<
  | 'runs.form'
  | 'runs.estimate'
  | 'runs.add'
  | 'runs.cancel'
  | 'runs.rename'
  | 'runs.annotate'
  | 'runs.remove'
  | 'runs.methods'
  | 'runs.export'
> = {
  'runs.form': (_, { model, fate }) => runForm(model, fate),
  'runs.estimate': (state, { datasetId, settings }) => {
    const { project } = needProject(state);
    const dataset = getDataset(project.database, datasetId);
    return estimateRun(project, dataset, settings, state.pool.threads, { preview: true });
  },
  'runs.add': (state, { datasetId, name, note, settings }) => {
    const { project, queue } = needProject(state);
    const { database } = project;
    checkSettings(settings);
    getDataset(database, datasetId);
    const runId = queueRun(database, datasetId, name, settings, VERSION);
    if (note !== '') annotateRun(database, runId, note);
    queue.advance();
    tellProject(state);
    return { runId };
  },
  'runs.cancel': (state, { runId }) => {
    needProject(state).queue.cancel(runId);
    tellProject(state);
  },
  'runs.rename': (state, { runId, name }) => {
    renameRun(needProject(state).project.database, runId, name);
    tellProject(state);
  },
  'runs.annotate': (state, { runId, note }) => {
    annotateRun(needProject(state).project.database, runId, note);
    tellProject(state);
  },
  'runs.remove': (state, { runId }) => {
    deleteRun(needProject(state).project.database, runId);
    tellProject(state);
  },
  'runs.methods': async (state, { runId }) => {
    const { project, reader } = needProject(state);
    needDone(project.database, runId);
    return methodsText(await factsOfSource(openSource(reader, { run: runId })));
  },
  'runs.export': async (state, { runId, folder }) => {
    const { project } = needProject(state);
    const run = needDone(project.database, runId);
    const files = await exportRun(await openRun(project, state.pool, run), folder);
    return { files: Object.keys(files) };
  },
};

/** @throws DataError where the run is gone or did not end well. */
function needDone(database: Database, runId: number): RunRecord {
  const run = getRun(database, runId);
  if (run.status === 'done') return run;
  throw new DataError(`the run “${run.name}” is not done.`, {}, 'Choose a run that ended well.');
}
