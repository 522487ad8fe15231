import { loadViewState, saveViewState } from '../project/viewState.ts';
import { needProject } from './openProject.ts';
import type { Handlers } from './session.ts';

/** How the page looked, kept with the project. */
export const viewHandlers: Handlers<'view.load' | 'view.save'> = {
  'view.load': (state, { key }) => loadViewState(needProject(state).project.database, key),
  'view.save': (state, { key, state: value }) => {
    saveViewState(needProject(state).project.database, key, value);
  },
};
