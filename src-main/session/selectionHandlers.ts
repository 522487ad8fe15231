import type { Database } from 'better-sqlite3';

import type { Selection } from '../ipc/types.ts';
import {
  createSelection,
  deleteSelection,
  listSelections,
  loadSelection,
  type SelectionRecord,
} from '../project/selections.ts';
import { needProject } from './openProject.ts';
import type { Handlers, SessionState } from './session.ts';

export const selectionHandlers: Handlers<
  'selections.list' | 'selections.save' | 'selections.cells' | 'selections.remove'
> = {
  'selections.list': (state, { datasetId }) => listSelections(database(state), datasetId).map(asSelection),
  'selections.save': (state, { datasetId, name, cells }) =>
    asSelection(createSelection(database(state), datasetId, name, cells)),
  // A copy: shared memory does not reach the page.
  'selections.cells': (state, { id }) => Uint32Array.from(loadSelection(database(state), id)),
  'selections.remove': (state, { id }) => {
    deleteSelection(database(state), id);
  },
};

function database(state: SessionState): Database {
  return needProject(state).project.database;
}

function asSelection({ id, datasetId, name, cells }: SelectionRecord): Selection {
  return { id, datasetId, name, cells };
}
