import type { CustomScheme, Rectangle } from 'electron';

import { app } from './modules/app.ts';
import { unstubbedDialogs } from './modules/dialog.ts';
import { Menu } from './modules/menu.ts';
import { nativeTheme, pageMedia } from './modules/nativeTheme.ts';
import { protocol } from './modules/protocol.ts';
import { screen } from './modules/screen.ts';
import { sessionHandlers } from './modules/session.ts';
import { shellCalls } from './modules/shell.ts';
import { webContents } from './modules/webContents.ts';

/**
 * What specs can see and set of the stand-in beyond Electron's own API, as `globalThis.__standin` of the main process:
 *
 *     await electronApp.evaluate((_, path) => globalThis.__standin.files.set('cells.h5ad', path), '/data/cells.h5ad');
 */
export interface Control {
  /** Paths that `webUtils.getPathForFile` gives for files of a name. Await a change: pages know it then. */
  files: FileTable;
  /** Every call of `shell`, oldest first. */
  shell: { method: string; argument: string }[];
  /** Dialogs that were asked for without a stub, by name. The caller got an error too. */
  unstubbedDialogs: string[];
  /** What `app.addRecentDocument` was given. */
  recentDocuments: string[];
  /** Menus that were popped up, oldest first; their items can be clicked. */
  popups: Menu[];
  /** Handlers given to the session, by the name of the method that took them. */
  sessionHandlers: Record<string, unknown>;
  /** Privileges of schemes, as registered. */
  schemes: CustomScheme[];
  /** Makes the system prefer dark or light colours; the app sees it where its themeSource is "system". */
  setSystemDark: (dark: boolean) => Promise<void>;
  /** Makes pages see `prefers-reduced-motion: reduce`, or no preference. */
  setReducedMotion: (reduced: boolean) => Promise<void>;
  /** Changes the one display. */
  setDisplay: (bounds: Rectangle, scaleFactor?: number) => void;
}

declare global {
  /** There on the stand-in, and not in real Electron. */
  var __standin: Control;
}

/** Makes the control of this process. */
export function makeControl(): Control {
  return {
    files: new FileTable((paths) =>
      Promise.all(webContents.getAllWebContents().map((contents) => contents.deliverFiles(paths))),
    ),
    shell: shellCalls,
    unstubbedDialogs,
    recentDocuments: app.recentDocuments,
    popups: Menu.popups,
    sessionHandlers,
    schemes: protocol.privileged,
    setSystemDark: (dark) => nativeTheme.setSystemDark(dark),
    setReducedMotion: async (reduced) => {
      pageMedia.reducedMotion = reduced;
      await pageMedia.applyToAll();
    },
    setDisplay: (bounds, scaleFactor) => {
      screen.setDisplay(bounds, scaleFactor);
    },
  };
}

/** A table of paths by file name, known to every page. */
export class FileTable {
  private readonly paths = new Map<string, string>();
  private readonly publish: (paths: [string, string][]) => Promise<unknown>;

  constructor(publish: (paths: [string, string][]) => Promise<unknown>) {
    this.publish = publish;
  }

  /** Gives files of that name a path; resolves once every open page knows. */
  async set(name: string, path: string): Promise<void> {
    this.paths.set(name, path);
    await this.publish(this.entries());
  }

  /** Forgets all paths. */
  async clear(): Promise<void> {
    this.paths.clear();
    await this.publish([]);
  }

  entries(): [string, string][] {
    return [...this.paths];
  }
}
