import { basename, dirname, join } from 'node:path';

import { DataError } from '../../../src-worker/data/errors.ts';
import { EXAMPLES } from '../examples.ts';
import { exists } from '../projectFolder.ts';
import { PROJECT_EXTENSION, projectName } from '../projectFile.ts';
import type { ChannelName } from '../../ipc/contract.ts';
import type { ProjectInfo } from '../../ipc/types.ts';
import type { Caller, Handlers, NewPlace, Services } from './handler.ts';

type Own = Exclude<Extract<ChannelName, `project.${string}`>, 'project.info'>;

export const projectHandlers: Handlers<Own> = {
  'project.create': async (services, caller, { grant }) => {
    const place = services.grants.find(caller.id, grant, 'new-project');
    await clear(services, caller, place);
    // It is remembered once something is imported; before, closing it removes it.
    return caller.request('project.create', { path: place.path });
  },
  'project.open': async (services, caller, args) => {
    const path =
      'grant' in args
        ? services.grants.find(caller.id, args.grant, 'project').path
        : recent(services, args.recent);
    refuseOpenElsewhere(services, caller, path);
    return remembered(services, path, await caller.request('project.open', { path }));
  },
  'project.openExample': async (services, caller, { id }) => {
    const example = EXAMPLES.find((candidate) => candidate.id === id);
    if (!example) throw new DataError('there is no such example.', {}, 'Choose one of those that are shown.');
    const path = join(await services.projects.ensure(), example.projectName + PROJECT_EXTENSION);
    refuseOpenElsewhere(services, caller, path);
    const source = services.resource(example.file);
    const { datasetName: name, roles, known } = example;
    const info = await caller.request('project.openExample', { path, source, name, roles, known });
    return remembered(services, path, info);
  },
  'project.saveAs': async (services, caller) => {
    const place = await placeForCopy(services, caller, 'Save project as');
    if (!place) return null;
    return remembered(services, place.path, await caller.request('project.saveAs', { path: place.path }));
  },
  'project.saveCopy': async (services, caller) => {
    const place = await placeForCopy(services, caller, 'Save a copy of the project');
    if (!place) return null;
    await caller.request('project.copy', { path: place.path });
    return { name: projectName(place.path), folder: dirname(place.path) };
  },
  'project.reveal': ({ showInFolder }, caller) => {
    showInFolder(needProject(caller).path);
  },
  'project.close': async (_, caller) => {
    await caller.request('project.close', undefined);
  },
};

async function remembered(services: Services, path: string, info: ProjectInfo): Promise<ProjectInfo> {
  await services.remember(path);
  return info;
}

function recent({ recents }: Services, id: string): string {
  const path = recents.path(id);
  if (path !== undefined) return path;
  throw new DataError('this project is no longer in the list.', {}, 'Open it with Open Project.');
}

async function placeForCopy(
  services: Services,
  caller: Caller,
  title: string,
): Promise<NewPlace | undefined> {
  const { path } = needProject(caller);
  const proposed = join(dirname(path), `${projectName(path)} copy${PROJECT_EXTENSION}`);
  const place = await services.dialogs.newProject(caller.id, proposed, title);
  if (place) await clear(services, caller, place);
  return place;
}

/** Makes room for a project: what the user agreed to replace goes into the system's bin, from where it can be taken back. */
async function clear(services: Services, caller: Caller, { path, replace }: NewPlace): Promise<void> {
  const file = basename(path);
  if (caller.project?.path === path)
    throw new DataError('this is the open project itself.', { file }, 'Choose another name.');
  refuseOpenElsewhere(services, caller, path);
  if (!(await exists(path))) return;
  if (!replace)
    throw new DataError('a file of that name is there already.', { file }, 'Choose another name.');
  try {
    await services.discard(path);
  } catch {
    throw new DataError(
      'the file that is there could not be put into the bin.',
      { file },
      'Choose another name, or remove it first.',
    );
  }
}

function refuseOpenElsewhere(services: Services, caller: Caller, path: string): void {
  if (services.showOtherWindowWith(path, caller))
    throw new DataError(
      'the project is open in another window.',
      { file: basename(path) },
      'Go on there, or close it there first.',
    );
}

function needProject(caller: Caller): { path: string } {
  if (caller.project) return caller.project;
  throw new DataError('no project is open.', {}, 'Open a project, or make a new one.');
}
