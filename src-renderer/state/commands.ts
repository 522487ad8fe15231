import type { MenuCommand } from '../../src-main/ipc/types.ts';
import type { AppState } from './app.svelte.ts';
import { chooseData, chooseProject, closeProject, exportResults, saveAs, saveCopy } from './projects.ts';

/** Answers the menu commands that mean something in every view, until the returned function is called. */
export function connectCommands(app: AppState): () => void {
  const inProject = (action: () => unknown) => (): void => {
    if (app.project) void action();
  };
  const handlers: Partial<Record<MenuCommand, () => void>> = {
    'new-analysis': () => void chooseData(app, 'file', true),
    'open-project': () => void chooseProject(app),
    'import-file': () => void chooseData(app, 'file', false),
    'import-folder': () => void chooseData(app, 'folder', false),
    'save-as': inProject(() => saveAs(app)),
    'save-copy': inProject(() => saveCopy(app)),
    'close-project': inProject(() => closeProject(app)),
    'export-results': inProject(() => exportResults(app)),
    shortcuts: () => {
      app.showsShortcuts = !app.showsShortcuts;
    },
  };
  const ends = Object.entries(handlers).map(([command, handler]) =>
    app.onCommand(command as MenuCommand, handler),
  );
  return () => {
    for (const end of ends) end();
  };
}
