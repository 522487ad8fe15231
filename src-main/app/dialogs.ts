import { dirname } from 'node:path';

import { BrowserWindow, dialog, type OpenDialogOptions } from 'electron';

import type { Dialogs } from './handlers/handler.ts';
import type { Preferences, Purpose } from './preferences.ts';
import { exists, type ProjectFolder } from './projectFolder.ts';
import { PROJECT_EXTENSION, withProjectExtension } from './projectFile.ts';

const PROJECTS = { name: 'RNAVelocity project', extensions: [PROJECT_EXTENSION.slice(1)] };
const COUNTS = { name: 'Counts (AnnData, loom)', extensions: ['h5ad', 'loom', 'h5'] };
const ALL = { name: 'All files', extensions: ['*'] };

/** The system's own dialogs, which start where the user last chose something of the kind. */
export function createDialogs(preferences: Preferences, projects: ProjectFolder): Dialogs {
  async function open(
    window: number,
    purpose: Purpose,
    options: OpenDialogOptions,
  ): Promise<string | undefined> {
    const { canceled, filePaths } = await dialog.showOpenDialog(windowOf(window), options);
    const [path] = filePaths;
    if (canceled || path === undefined) return undefined;
    void preferences.setFolder(purpose, purpose === 'export' ? path : dirname(path));
    return path;
  }

  return {
    data: (window, kind) =>
      open(window, 'data', {
        title: kind === 'file' ? 'Import counts from a file' : 'Import counts from a folder',
        buttonLabel: 'Import',
        defaultPath: preferences.folder('data'),
        ...(kind === 'file'
          ? { properties: ['openFile'], filters: [COUNTS, ALL] }
          : { properties: ['openDirectory'] }),
      }),
    project: async (window) =>
      open(window, 'project', {
        title: 'Open project',
        defaultPath: preferences.folder('project') ?? (await projects.ensure()),
        properties: ['openFile'],
        filters: [PROJECTS, ALL],
      }),
    async newProject(window, proposed, title) {
      const { canceled, filePath } = await dialog.showSaveDialog(windowOf(window), {
        title,
        defaultPath: proposed,
        filters: [PROJECTS],
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      });
      if (canceled || !filePath) return undefined;
      const path = withProjectExtension(filePath);
      void preferences.setFolder('project', dirname(path));
      // The dialog asked about the name as it was typed, so only that one may be replaced.
      return { path, replace: path === filePath && (await exists(path)) };
    },
    exportFolder: (window, proposed) =>
      open(window, 'export', {
        title: 'Export results to a folder',
        buttonLabel: 'Export',
        defaultPath: proposed,
        properties: ['openDirectory', 'createDirectory'],
      }),
  };
}

function windowOf(id: number): BrowserWindow {
  const window = BrowserWindow.fromId(id);
  if (!window) throw new Error(`There is no window ${id}.`);
  return window;
}
