import type { Database } from 'better-sqlite3';

import type { DatasetRecord } from './datasets.ts';
import type { RunRecord } from './runs.ts';

/** What a list of the project's contents shows: no settings, no warnings, no arrays. */
export interface ProjectOverview {
  datasets: Pick<DatasetRecord, 'id' | 'name' | 'cells' | 'genes' | 'importedAt'>[];
  runs: (Pick<
    RunRecord,
    'id' | 'datasetId' | 'name' | 'note' | 'status' | 'error' | 'queuedAt' | 'startedAt' | 'finishedAt'
  > & { model: string })[];
}

/** The datasets and runs of a project, oldest first, with their small fields only. */
export function projectOverview(database: Database): ProjectOverview {
  return {
    datasets: database
      .prepare(
        'SELECT id, name, cells, genes, imported_at AS importedAt FROM datasets WHERE complete ORDER BY id',
      )
      .all() as ProjectOverview['datasets'],
    runs: database
      .prepare(
        `SELECT id, dataset_id AS datasetId, name, note, model, status, error, queued_at AS queuedAt,
         started_at AS startedAt, finished_at AS finishedAt FROM runs ORDER BY id`,
      )
      .all() as ProjectOverview['runs'],
  };
}
