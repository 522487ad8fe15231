import { join } from 'node:path';

import { fileNameFor, PROJECT_EXTENSION } from '../projectFile.ts';
import type { ChannelName } from '../../ipc/contract.ts';
import type { Handlers } from './handler.ts';
import { resolveSource } from './resolveSource.ts';

export const fileHandlers: Handlers<Extract<ChannelName, `files.${string}`>> = {
  'files.chooseData': async ({ dialogs, grants }, caller, { kind }) => {
    const paths = await dialogs.data(caller.id, kind);
    return paths.map((path) => grants.give(caller.id, path, 'data'));
  },
  'files.chooseProject': async ({ dialogs, grants }, caller) => {
    const path = await dialogs.project(caller.id);
    return path === undefined ? null : grants.give(caller.id, path, 'project');
  },
  'files.chooseNewProject': async ({ dialogs, grants, preferences, projects }, caller, { name }) => {
    const folder = preferences.folder('project') ?? (await projects.ensure());
    const proposed = join(folder, fileNameFor(name) + PROJECT_EXTENSION);
    const place = await dialogs.newProject(caller.id, proposed, 'New project');
    return place ? grants.give(caller.id, place.path, 'new-project', place.replace) : null;
  },
  'files.proposeNewProject': async ({ grants, projects }, caller, { name }) =>
    grants.give(caller.id, await projects.freePath(name), 'new-project'),
  'files.reveal': ({ grants, showInFolder }, caller, { grant }) => {
    showInFolder(grants.find(caller.id, grant, 'data').path);
  },
  'files.inspect': (services, caller, source) =>
    caller.request('files.inspect', resolveSource(services, caller, source)),
};
