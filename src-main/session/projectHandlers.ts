import { existsSync } from 'node:fs';

import { DataError } from '../../src-worker/data/errors.ts';
import { fileSource } from '../../src-worker/formats/source.ts';
import { copyProject, createProject, openProject } from '../project/project.ts';
import { importFile } from './datasetHandlers.ts';
import { projectInfo } from './info.ts';
import { closeOpenProject, needOpen, takeProject, tellProject, type OpenProject } from './openProject.ts';
import type { Handlers, SessionState } from './session.ts';

export const projectHandlers: Handlers<
  | 'project.create'
  | 'project.open'
  | 'project.openExample'
  | 'project.info'
  | 'project.copy'
  | 'project.saveAs'
  | 'project.close'
> = {
  // The new file is opened before the old one is let go, so that a failure leaves the window as it was.
  'project.create': async (state, { path }) =>
    told(state, await takeProject(state, createProject(path), true)),
  'project.open': async (state, { path }) => {
    if (state.open?.project.path === path) return projectInfo(state.open);
    return told(state, await takeProject(state, openProject(path)));
  },
  'project.openExample': async (state, { path, source, name, roles, known }) => {
    if (state.open?.project.path === path) return projectInfo(state.open);
    if (existsSync(path)) return told(state, await takeProject(state, openProject(path)));
    const open = await takeProject(state, createProject(path), true);
    try {
      await importFile(state, open, { source: fileSource(source), name, roles, known });
    } catch (error) {
      await closeOpenProject(state);
      throw error;
    }
    return told(state, open);
  },
  'project.info': (state) => projectInfo(needOpen(state)),
  'project.copy': (state, { path }) => {
    copyProject(needOpen(state).project, path, { overwrite: true }); // the system's dialog has asked
    return undefined;
  },
  'project.saveAs': async (state, { path }) => {
    const { project, queue } = needOpen(state);
    if (queue.busy || state.importing)
      throw new DataError(
        'a run or an import is under way.',
        {},
        'Wait until it is done, or cancel it; Save a Copy works meanwhile.',
      );
    copyProject(project, path, { overwrite: true });
    return told(state, await takeProject(state, openProject(path)));
  },
  'project.close': async (state) => {
    await closeOpenProject(state);
    return undefined;
  },
};

function told(state: SessionState, open: OpenProject): ReturnType<typeof projectInfo> {
  tellProject(state);
  return projectInfo(open);
}
