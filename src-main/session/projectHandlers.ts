import { existsSync } from 'node:fs';

import { copyProject, createProject, openProject } from '../project/project.ts';
import { importFile } from './datasetHandlers.ts';
import { projectInfo } from './info.ts';
import { closeOpenProject, needProject, takeProject, tellProject, type OpenProject } from './openProject.ts';
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
  'project.create': async (state, { path }) => told(state, await takeProject(state, createProject(path))),
  'project.open': async (state, { path }) => {
    if (state.open?.project.path === path) return projectInfo(state.open);
    return told(state, await takeProject(state, openProject(path)));
  },
  'project.openExample': async (state, { path, source, name }) => {
    if (state.open?.project.path === path) return projectInfo(state.open);
    if (existsSync(path)) return told(state, await takeProject(state, openProject(path)));
    const open = await takeProject(state, createProject(path));
    await importFile(state, open, { path: source, name, roles: {}, known: {} });
    return told(state, open);
  },
  'project.info': (state) => projectInfo(needProject(state)),
  'project.copy': (state, { path }) => {
    copyProject(needProject(state).project, path);
    return undefined;
  },
  'project.saveAs': async (state, { path }) => {
    const { project, queue } = needProject(state);
    await queue.close();
    copyProject(project, path);
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
