import { dirname } from 'node:path';

import type { Handlers } from './handler.ts';
import { placeForExport } from './placeForExport.ts';
import { resolveSource } from './resolveSource.ts';

/** Work of the session that needs a file or folder of the user. */
export const workHandlers: Handlers<'datasets.import' | 'datasets.export' | 'runs.export'> = {
  'datasets.import': async (services, caller, { name, roles, known, ...given }) => {
    const source = resolveSource(services, caller, given);
    const imported = await caller.request('datasets.import', { source, name, roles, known });
    if (caller.project) await services.remember(caller.project.path);
    return imported;
  },
  'datasets.export': async (services, caller, { datasetId, format }) => {
    const name = caller.project?.info.datasets.find(({ id }) => id === datasetId)?.name ?? 'dataset';
    const path = await placeForExport(services, caller, name, format);
    if (path === undefined) return null;
    const { notes } = await caller.request('datasets.export', { datasetId, format, path });
    return { written: services.grants.give(caller.id, path, 'data'), notes };
  },
  'runs.export': async ({ dialogs, preferences, projects }, caller, { runId }) => {
    const near = caller.project ? dirname(caller.project.path) : await projects.ensure();
    const folder = await dialogs.exportFolder(caller.id, preferences.folder('export') ?? near);
    if (folder === undefined) return null;
    const { files } = await caller.request('runs.export', { runId, folder });
    return { folder, files };
  },
};
