import { statSync } from 'node:fs';
import { basename, dirname, extname } from 'node:path';

import type { ProjectInfo, RunProgress, RunSummary } from '../ipc/types.ts';
import { listDatasets } from '../project/datasets.ts';
import { listRuns, type RunRecord } from '../project/runs.ts';
import type { OpenProject } from './openProject.ts';

/** The project as the page lists it. */
export function projectInfo({ project, token, queue }: OpenProject): ProjectInfo {
  const { path, database } = project;
  return {
    token,
    name: basename(path, extname(path)),
    folder: dirname(path),
    size: statSync(path, { throwIfNoEntry: false })?.size ?? 0,
    lost: !project.isInPlace(),
    datasets: listDatasets(database),
    runs: listRuns(database).map((run) => runSummary(run, queue.progress(run.id))),
  };
}

/** A run as the page lists it. */
export function runSummary(run: RunRecord, progress: RunProgress | undefined): RunSummary {
  return progress ? { ...run, progress } : run;
}
