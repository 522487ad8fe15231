import { DataError } from '../../src-worker/data/errors.ts';
import {
  deleteDataset,
  listDatasets,
  renameDataset,
  setDatasetRoles,
  setKnown,
} from '../project/datasets.ts';
import { saveEdit } from '../project/edits.ts';
import { importDataset } from '../project/importDataset.ts';
import { loadDataset } from '../project/loadDataset.ts';
import { logEvent } from '../project/log.ts';
import { checkRoles } from './checkRoles.ts';
import { needProject, tellProject, type OpenProject } from './openProject.ts';
import type { SessionRequests } from './requests.ts';
import type { Handlers, SessionState } from './session.ts';

type ImportArguments = SessionRequests['datasets.import']['args'];

export const datasetHandlers: Handlers<
  | 'files.inspect'
  | 'datasets.import'
  | 'datasets.export'
  | 'datasets.cancelImport'
  | 'datasets.rename'
  | 'datasets.setRoles'
  | 'datasets.setKnown'
  | 'datasets.remove'
  | 'datasets.editColumn'
> = {
  'files.inspect': (state, source) => state.pool.inspectImport(source),
  'datasets.import': async (state, args) => {
    const datasetId = await importFile(state, needProject(state), args);
    tellProject(state);
    return { datasetId };
  },
  'datasets.export': async (state, { datasetId, format, path }) => {
    const { database } = needProject(state).project;
    const stop = new AbortController();
    const done = state.pool.writeDataset(loadDataset(database, datasetId), path, format, stop.signal);
    const exporting = { stop, done };
    state.exporting.add(exporting);
    try {
      return { notes: await done };
    } finally {
      state.exporting.delete(exporting);
    }
  },
  'datasets.cancelImport': (state) => {
    state.importing?.stop.abort();
  },
  'datasets.rename': (state, { datasetId, name }) => {
    renameDataset(needProject(state).project.database, datasetId, name);
    tellProject(state);
  },
  'datasets.setRoles': (state, { datasetId, roles }) => {
    const { database } = needProject(state).project;
    checkRoles(database, datasetId, roles);
    setDatasetRoles(database, datasetId, roles);
    tellProject(state);
  },
  'datasets.setKnown': (state, { datasetId, known }) => {
    setKnown(needProject(state).project.database, datasetId, known);
    tellProject(state);
  },
  'datasets.remove': (state, { datasetId }) => {
    deleteDataset(needProject(state).project.database, datasetId);
    tellProject(state);
  },
  'datasets.editColumn': (state, { datasetId, column, edit }) => {
    saveEdit(needProject(state).project.database, datasetId, column, edit);
  },
};

/**
 * Reads a file and stores its dataset in the project, telling the page how far it is; gives the dataset's id.
 *
 * @throws DataError where the file cannot be used or another import is under way, CancelledError where it was stopped.
 */
export function importFile(state: SessionState, open: OpenProject, args: ImportArguments): Promise<number> {
  if (state.importing)
    throw new DataError('another import is under way.', {}, 'Wait until it is done, or cancel it.');
  const stop = new AbortController();
  const done = readAndStore(state, open, args, stop.signal).finally(() => {
    state.importing = undefined;
  });
  state.importing = { stop, done };
  return done;
}

async function readAndStore(
  state: SessionState,
  open: OpenProject,
  { source, name, roles, known }: ImportArguments,
  signal: AbortSignal,
): Promise<number> {
  const { database } = open.project;
  state.emit({ type: 'import', phase: 'reading', fraction: null });
  const dataset = await state.pool.readDataset(source, signal);
  const before = new Set(listDatasets(database).map((known) => known.id));
  const stored = await importDataset(database, dataset, name, {
    signal,
    onProgress: (fraction) => {
      state.emit({ type: 'import', phase: 'storing', fraction });
    },
  });
  const { id } = stored;
  open.unused = false;
  if (before.has(id)) {
    // The same counts and names: what is said of them stays as it is.
    state.emit({
      type: 'notice',
      title: 'The project has these data already',
      text: `They are the dataset “${stored.name}”, whose columns and known biology stay as they were.`,
    });
    return id;
  }
  setDatasetRoles(database, id, roles);
  setKnown(database, id, known);
  logEvent(database, 'import', { dataset: name, source: dataset.source.path });
  return id;
}
