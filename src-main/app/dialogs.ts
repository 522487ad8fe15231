import { dirname } from 'node:path';

import { BrowserWindow, dialog, type OpenDialogOptions, type SaveDialogOptions } from 'electron';

import { EXPORT_ENDINGS, type ExportKind } from './exportKind.ts';
import type { DataKind, Dialogs } from './handlers/handler.ts';
import type { Preferences, Purpose } from './preferences.ts';
import { exists, type ProjectFolder } from './projectFolder.ts';
import { PROJECT_EXTENSION, withProjectExtension } from './projectFile.ts';

const PROJECTS = { name: 'RNAVelocity project', extensions: [PROJECT_EXTENSION.slice(1)] };
const ALL = { name: 'All files', extensions: ['*'] };
/** Formats are found by content: the filters only make the usual files easy to find. */
const DATA: Record<DataKind, OpenDialogOptions> = {
  file: {
    title: 'Import counts, of one or more files',
    buttonLabel: 'Import',
    properties: ['openFile', 'multiSelections'],
    filters: [
      { name: 'Counts and annotations', extensions: ['h5ad', 'loom', 'h5', 'csv', 'tsv', 'txt', 'gz'] },
      ALL,
    ],
  },
  folder: {
    title: 'Import counts, of one or more folders',
    buttonLabel: 'Import',
    properties: ['openDirectory', 'multiSelections'],
  },
  annotations: {
    title: 'Add annotations of the cells',
    buttonLabel: 'Add',
    properties: ['openFile', 'multiSelections'],
    filters: [
      {
        name: 'Annotations (CSV, AnnData, loom, 10x)',
        extensions: ['csv', 'tsv', 'txt', 'gz', 'h5ad', 'h5', 'loom'],
      },
      ALL,
    ],
  },
};

const EXPORTS: Record<ExportKind, Pick<SaveDialogOptions, 'title' | 'filters'>> = {
  h5ad: { title: 'Export dataset as h5ad', filters: [{ name: 'AnnData', extensions: ['h5ad'] }] },
  loom: { title: 'Export dataset as loom', filters: [{ name: 'loom', extensions: ['loom'] }] },
  csv: { title: 'Export dataset as a folder of tables', filters: [] },
  svg: { title: 'Export figure as SVG', filters: [{ name: 'SVG', extensions: ['svg'] }] },
  pdf: { title: 'Export figure as PDF', filters: [{ name: 'PDF', extensions: ['pdf'] }] },
  png: { title: 'Export figure as PNG', filters: [{ name: 'PNG', extensions: ['png'] }] },
  tiff: { title: 'Export figure as TIFF', filters: [{ name: 'TIFF', extensions: ['tif', 'tiff'] }] },
  webm: { title: 'Export animation', filters: [{ name: 'WebM', extensions: ['webm'] }] },
};

/** The system's own dialogs, which start where the user last chose something of the kind. */
export function createDialogs(preferences: Preferences, projects: ProjectFolder): Dialogs {
  async function open(window: number, purpose: Purpose, options: OpenDialogOptions): Promise<string[]> {
    const { canceled, filePaths } = await dialog.showOpenDialog(windowOf(window), options);
    const [path] = filePaths;
    if (canceled || path === undefined) return [];
    void preferences.setFolder(purpose, purpose === 'export' ? path : dirname(path));
    return filePaths;
  }

  return {
    data: (window, kind) =>
      open(window, 'data', {
        ...DATA[kind],
        defaultPath: preferences.folder('data'),
      }),
    project: async (window) => {
      const [path] = await open(window, 'project', {
        title: 'Open project',
        defaultPath: preferences.folder('project') ?? (await projects.ensure()),
        properties: ['openFile'],
        filters: [PROJECTS, ALL],
      });
      return path;
    },
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
    async exportFile(window, proposed, kind) {
      const { title, filters } = EXPORTS[kind];
      const endings = EXPORT_ENDINGS[kind];
      const { canceled, filePath } = await dialog.showSaveDialog(windowOf(window), {
        title,
        buttonLabel: 'Export',
        defaultPath: proposed,
        filters,
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      });
      if (canceled || !filePath) return undefined;
      const ended = endings.some((ending) => filePath.toLowerCase().endsWith(ending));
      const path = ended ? filePath : filePath + endings[0];
      void preferences.setFolder('export', dirname(path));
      // The dialog asked about the name as it was typed, so only that one may be replaced; a folder never is.
      return { path, replace: path === filePath && endings[0] !== '' };
    },
    async exportFolder(window, proposed) {
      const [path] = await open(window, 'export', {
        title: 'Export results to a folder',
        buttonLabel: 'Export',
        defaultPath: proposed,
        properties: ['openDirectory', 'createDirectory'],
      });
      return path;
    },
  };
}

function windowOf(id: number): BrowserWindow {
  const window = BrowserWindow.fromId(id);
  if (!window) throw new Error(`There is no window ${id}.`);
  return window;
}
