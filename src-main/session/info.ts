import { statSync } from 'node:fs';
import { basename, dirname, extname } from 'node:path';

import type { DatasetInfo, ProjectInfo, RunProgress, RunSummary } from '../ipc/types.ts';
import { listDatasets, type DatasetRecord } from '../project/datasets.ts';
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
    datasets: listDatasets(database).map(datasetInfo),
    runs: listRuns(database).map((run) => runSummary(run, queue.progress(run.id))),
  };
}

/** A run as the page lists it. */
export function runSummary(run: RunRecord, progress: RunProgress | undefined): RunSummary {
  const { id, datasetId, name, note, settings, status, error, appVersion, startedAt, finishedAt } = run;
  return {
    id,
    datasetId,
    name,
    note,
    settings,
    status,
    error,
    appVersion,
    startedAt,
    finishedAt,
    ...(progress ? { progress } : {}),
  };
}

function datasetInfo(dataset: DatasetRecord): DatasetInfo {
  const { id, name, sourcePath, format, cells, genes, importedAt, warnings, roles, known } = dataset;
  return { id, name, sourcePath, format, cells, genes, importedAt, warnings, roles, known };
}
