import { join } from 'node:path';

import { app, clipboard, ipcMain, Menu, nativeTheme, protocol, session, shell } from 'electron';

import { errorRecord, type ErrorRecord } from '../../src-worker/data/errors.ts';
import type { MenuCommand, ThemeChoice } from '../ipc/types.ts';
import { resourceFile } from '../resources.ts';
import { VERSION } from '../version.ts';
import { Animations } from './animations.ts';
import { createDialogs } from './dialogs.ts';
import { Grants } from './grants.ts';
import { checkThere } from './handlers/dropped.ts';
import { registerHandlers } from './handlers/register.ts';
import { harden } from './hardening.ts';
import { Log } from './log.ts';
import { menuTemplate, type MenuState } from './menu.ts';
import { Preferences } from './preferences.ts';
import { ProjectFolder } from './projectFolder.ts';
import { projectName } from './projectFile.ts';
import { createProtocolHandler, isPage, SCHEME } from './protocol.ts';
import { Recents } from './recents.ts';
import { Windows } from './windows.ts';

/** Where the built parts of the program lie. */
export interface ProgramFiles {
  readonly preload: string;
  /** The folder of the page. */
  readonly page: string;
}

/** The program: its windows, menus and what they share. Made when Electron is ready. */
export class Program {
  readonly #log = new Log(join(app.getPath('logs'), 'main.log'));
  readonly #grants = new Grants();
  readonly #animations = new Animations();
  readonly #preferences = new Preferences(userData('preferences.json'));
  readonly #recents = new Recents(userData('recents.json'));
  readonly #projects = new ProjectFolder(app.getPath('documents'));
  readonly #windows: Windows;
  #menuShown = '';

  constructor(files: ProgramFiles) {
    this.#windows = new Windows({
      placeFile: userData('window.json'),
      preload: files.preload,
      developer: !app.isPackaged,
      grants: this.#grants,
      animations: this.#animations,
      log: (where, error) => void this.#log.write(where, error),
      changed: () => {
        this.#showMenu();
      },
    });
    harden(app, session.defaultSession);
    protocol.handle(
      SCHEME,
      createProtocolHandler({
        root: files.page,
        view: (token, url) =>
          this.#windows.all.find(({ project }) => project?.info.token === token)?.view(url),
        report: this.#report,
      }),
    );
    this.#register();
    for (const event of ['uncaughtException', 'unhandledRejection'] as const)
      process.on(event, (error: unknown) => {
        this.#unexpected(event, error);
      });
  }

  /** Opens the first windows. */
  async start(paths: readonly string[]): Promise<void> {
    await Promise.all([this.#preferences.load(), this.#recents.load(), this.#windows.load()]);
    nativeTheme.themeSource = this.#preferences.theme;
    app.setAboutPanelOptions({ applicationName: 'RNAVelocity', applicationVersion: VERSION });
    this.#showMenu();
    await this.open(paths);
    if (this.#windows.all.length === 0) this.#windows.create();
  }

  /** Opens files; those that are not there are told of. */
  async open(paths: readonly string[]): Promise<void> {
    const checks = await Promise.allSettled(paths.map(checkThere));
    this.#windows.open(paths.filter((_, index) => checks[index].status === 'fulfilled'));
    for (const [index, check] of checks.entries())
      if (check.status === 'rejected') {
        const window = this.#windows.last ?? this.#windows.create();
        window.tell({
          type: 'problem',
          title: `${projectName(paths[index])} cannot be opened`,
          error: errorRecord(check.reason),
        });
      }
  }

  /** Brings the window used last to the front, or opens one. */
  show(): void {
    (this.#windows.last ?? this.#windows.create()).focus();
  }

  /** Whether all windows are closed. */
  get isIdle(): boolean {
    return this.#windows.all.length === 0;
  }

  /** Whether the user agrees to quit; asks where that would stop a run or an import. */
  mayQuit(): Promise<boolean> {
    return this.#windows.mayCloseAll();
  }

  /** Closes all windows and waits until their projects are closed. */
  closeAll(): Promise<void> {
    return this.#windows.closeAll();
  }

  #register(): void {
    registerHandlers(
      ipcMain,
      { of: (pageId) => this.#windows.ofPage(pageId), isPage, report: this.#report },
      {
        version: VERSION,
        grants: this.#grants,
        recents: this.#recents,
        preferences: this.#preferences,
        projects: this.#projects,
        animations: this.#animations,
        dialogs: createDialogs(this.#preferences, this.#projects),
        resource: resourceFile,
        copyText: async (text) => {
          await clipboard.writeText(text);
        },
        showInFolder: (path) => {
          shell.showItemInFolder(path);
        },
        discard: (path) => shell.trashItem(path),
        applyTheme: this.#applyTheme,
        remember: async (path) => {
          await this.#recents.add(path, new Date());
          app.addRecentDocument(path);
          this.#showMenu();
        },
        recentsChanged: () => {
          this.#showMenu();
        },
        newWindow: () => {
          this.#windows.create();
        },
        showOtherWindowWith: (path, caller) => {
          const holder = this.#windows.all.find(
            (window) => window !== caller && window.project?.path === path,
          );
          holder?.focus();
          return holder !== undefined;
        },
      },
    );
  }

  #applyTheme = (theme: ThemeChoice): void => {
    nativeTheme.themeSource = theme;
    for (const window of this.#windows.all) window.tell({ type: 'theme', theme });
    this.#showMenu();
  };

  #showMenu(): void {
    const project = this.#windows.last?.project?.info;
    const state: MenuState = {
      mac: process.platform === 'darwin',
      developer: !app.isPackaged,
      theme: this.#preferences.theme,
      recents: this.#recents.entries.map(({ id, path }) => ({ id, name: projectName(path) })),
      hasProject: project !== undefined,
      hasDataset: (project?.datasets.length ?? 0) > 0,
      hasFinishedRun: project?.runs.some(({ status }) => status === 'done') ?? false,
    };
    // Making the menus anew closes one that is open, so only where they change.
    const shown = JSON.stringify(state);
    if (shown === this.#menuShown) return;
    this.#menuShown = shown;
    Menu.setApplicationMenu(
      Menu.buildFromTemplate(
        menuTemplate(state, {
          command: this.#command,
          newWindow: () => {
            this.#windows.create();
          },
          openRecent: (id) => {
            const path = this.#recents.path(id);
            if (path !== undefined) void this.open([path]);
          },
          clearRecents: () => {
            app.clearRecentDocuments();
            void this.#recents.clear();
            this.#showMenu();
          },
          setTheme: (theme) => {
            void this.#preferences.setTheme(theme);
            this.#applyTheme(theme);
          },
        }),
      ),
    );
  }

  #command = (command: MenuCommand): void => {
    const window = this.#windows.last ?? this.#windows.create();
    window.focus();
    window.tell({ type: 'menu', command });
  };

  #report = (where: string, error: unknown): ErrorRecord => {
    void this.#log.write(where, error);
    const problem = 'something went wrong inside the program.';
    const remedy = `What was stored is safe. Try again; if it happens again, report it with the file ${this.#log.path}.`;
    return { name: 'Error', message: `${problem} ${remedy}`, data: { problem, place: {}, remedy } };
  };

  #unexpected(where: string, error: unknown): void {
    const record = this.#report(where, error);
    for (const window of this.#windows.all)
      window.tell({ type: 'problem', title: 'Unexpected error', error: record });
  }
}

function userData(name: string): string {
  return join(app.getPath('userData'), name);
}
