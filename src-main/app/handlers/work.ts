import { dirname, join } from 'node:path';

import { DataError } from '../../../src-worker/data/errors.ts';
import { FORMAT_ENDINGS } from '../../../src-worker/formats/datasetFormat.ts';
import { fileNameFor } from '../projectFile.ts';
import { exists } from '../projectFolder.ts';
import type { Handlers } from './handler.ts';
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
    const { dialogs, grants, preferences, projects } = services;
    const near = caller.project ? dirname(caller.project.path) : await projects.ensure();
    const name = caller.project?.info.datasets.find(({ id }) => id === datasetId)?.name ?? 'dataset';
    const proposed = join(preferences.folder('export') ?? near, fileNameFor(name) + FORMAT_ENDINGS[format]);
    const place = await dialogs.exportDataset(caller.id, proposed, format);
    if (!place) return null;
    const { path, replace } = place;
    if (!replace && (await exists(path)))
      throw new DataError(
        'there is something of that name already.',
        { file: path },
        'Choose another name, or choose that one in the dialog to replace it.',
      );
    const { notes } = await caller.request('datasets.export', { datasetId, format, path });
    return { written: grants.give(caller.id, path, 'data'), notes };
  },
  'runs.export': async ({ dialogs, preferences, projects }, caller, { runId }) => {
    const near = caller.project ? dirname(caller.project.path) : await projects.ensure();
    const folder = await dialogs.exportFolder(caller.id, preferences.folder('export') ?? near);
    if (folder === undefined) return null;
    const { files } = await caller.request('runs.export', { runId, folder });
    return { folder, files };
  },
};
