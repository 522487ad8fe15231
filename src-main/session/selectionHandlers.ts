import type { Database } from 'better-sqlite3';

import { createSelection, deleteSelection, listSelections, loadSelection } from '../project/selections.ts';
import { needProject } from './openProject.ts';
import type { Handlers, SessionState } from './session.ts';

export const selectionHandlers: Handlers<
  'selections.list' | 'selections.save' | 'selections.cells' | 'selections.remove'
> = {
  'selections.list': (state, { datasetId }) => listSelections(database(state), datasetId),
  'selections.save': (state, { datasetId, name, cells }) =>
    createSelection(database(state), datasetId, name, cells),
  // A copy: shared memory does not reach the page.
  'selections.cells': (state, { id }) => Uint32Array.from(loadSelection(database(state), id)),
  'selections.remove': (state, { id }) => {
    deleteSelection(database(state), id);
  },
};

function database(state: SessionState): Database {
  return needProject(state).project.database;
}
