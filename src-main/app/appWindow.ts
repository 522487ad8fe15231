import { BrowserWindow, dialog } from 'electron';

import { EVENT_CHANNEL } from '../ipc/bridge.ts';
import type { AppEvent, Grant } from '../ipc/types.ts';
import { startSession } from '../session/client.ts';
import type { Animations } from './animations.ts';
import { bounded } from './bounded.ts';
import { closeQuestion, STOP_AND_CLOSE, unfinishedRuns, type Unfinished } from './closeQuestion.ts';
import type { Grants } from './grants.ts';
import type { Caller } from './handlers/handler.ts';
import { isProjectFile } from './projectFile.ts';
import { PAGE_ADDRESS } from './protocol.ts';
import { WindowSession, type OpenedProject } from './windowSession.ts';
import type { Rectangle } from './windowBounds.ts';
import { windowOptions } from './windowOptions.ts';

export interface AppWindowOptions {
  readonly bounds: Rectangle;
  readonly maximized: boolean;
  readonly preload: string;
  readonly dark: boolean;
  readonly developer: boolean;
  readonly grants: Grants;
  readonly animations: Animations;
  readonly log: (where: string, error: unknown) => void;
  /** After the window's project, as the menu and the title show it, is another. */
  readonly changed: () => void;
}

/** How long a closing window waits for its page to say what is not stored yet, and for its project to be closed, in ms. */
const LAST_WORDS = 3000;
const LAST_WORK = 10_000;
/** The page is loaded again after it ended unexpectedly, but not over and over, in ms. */
const CALM = 20_000;

/** What an import consists of: new projects are made for one. */
const IMPORTING: ReadonlySet<string> = new Set(['project.create', 'project.openExample', 'datasets.import']);

const EXPORTING: ReadonlySet<string> = new Set(['datasets.export', 'runs.export', 'figures.export']);

/** A window, its page, and the session that holds its project. */
export class AppWindow implements Caller {
  readonly browser: BrowserWindow;
  readonly id: number;
  readonly #options: AppWindowOptions;
  readonly #session: WindowSession;
  #offered: Grant[] = [];
  #awaited: string | undefined;
  #drawn = false;
  #pageRuns = false;
  /** What the page is told once it runs. */
  #untold: AppEvent[] = [];
  #calls = 0;
  #imports = 0;
  #exports = 0;
  #asking: Promise<boolean> | undefined;
  #closing: Promise<void> | undefined;
  #lastReload = -Infinity;

  constructor(options: AppWindowOptions) {
    const { bounds, preload } = options;
    this.#options = options;
    this.browser = new BrowserWindow(windowOptions(bounds, preload, options));
    this.id = this.browser.id;
    this.#session = new WindowSession(startSession, {
      event: (event) => {
        this.tell(event);
      },
      projectChanged: options.changed,
      crashed: (error) => {
        options.log('session', error);
      },
      projectLost: () => {
        this.#reload();
      },
    });
    this.#follow();
    void this.browser.loadURL(PAGE_ADDRESS).catch((error: unknown) => {
      options.log('page', error);
    });
  }

  get project(): OpenedProject | undefined {
    return this.#session.project;
  }

  /** The project that is open, or that the page was asked to open. */
  get projectPath(): string | undefined {
    return this.project?.path ?? this.#awaited;
  }

  request: WindowSession['request'] = async (name, args) => {
    const imports = IMPORTING.has(name);
    const exports = EXPORTING.has(name);
    this.#calls++;
    if (imports) this.#imports++;
    if (exports) this.#exports++;
    try {
      return await this.#session.request(name, args);
    } finally {
      this.#calls--;
      if (imports) this.#imports--;
      if (exports) this.#exports--;
      if (name.startsWith('project.')) this.#awaited = undefined;
    }
  };

  view(url: URL): Promise<Uint8Array<ArrayBuffer>> {
    return this.#session.view(url);
  }

  /** Tells the page something. Before the page runs it is told only what it would not learn when it starts. */
  tell(event: AppEvent): void {
    if (this.browser.isDestroyed()) return;
    if (this.#pageRuns) this.browser.webContents.send(EVENT_CHANNEL, event);
    else if (event.type === 'menu' || event.type === 'problem') this.#untold.push(event);
  }

  /** Has the page open files. */
  offer(paths: readonly string[]): void {
    const grants = paths.map((path) =>
      this.#options.grants.give(this.id, path, isProjectFile(path) ? 'project' : 'data'),
    );
    this.#awaited = paths.find(isProjectFile) ?? this.#awaited;
    if (this.#pageRuns) this.tell({ type: 'offer', grants });
    else this.#offered.push(...grants);
  }

  takeOffered(): Grant[] {
    return this.#offered.splice(0);
  }

  pageStarted(): void {
    this.#pageRuns = true;
    for (const event of this.#untold.splice(0)) this.tell(event);
  }

  /** Brings the window to the front. One whose page is not drawn yet comes there by itself. */
  focus(): void {
    if (!this.#drawn) return;
    if (this.browser.isMinimized()) this.browser.restore();
    this.browser.show();
    this.browser.focus();
  }

  /** What closing the window would stop. */
  get unfinished(): Unfinished {
    return {
      runs: unfinishedRuns(this.project?.info),
      importing: this.#imports > 0,
      exporting: this.#exports > 0 || this.#options.animations.isWriting(this.id),
    };
  }

  /** Whether windows may be closed, as far as the user is concerned: asks, in front of this one, where that would stop something. */
  mayClose(windows: readonly AppWindow[] = [this]): Promise<boolean> {
    this.#asking ??= this.#ask(windows).finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  async #ask(windows: readonly AppWindow[]): Promise<boolean> {
    const question = closeQuestion(windows.map(({ unfinished }) => unfinished));
    if (!question || this.#closing) return true;
    try {
      this.focus();
      return (await dialog.showMessageBox(this.browser, question)).response === STOP_AND_CLOSE;
    } catch (error) {
      // A window that can no longer be asked must not stay for ever.
      this.#options.log('closing question', error);
      return true;
    }
  }

  /** Lets the page store what it has not yet, closes the project and then the window; asked again, waits for the same end. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const { log, grants, animations } = this.#options;
    this.browser.hide();
    await bounded(this.#lastWords(), LAST_WORDS).catch((error: unknown) => {
      log('closing page', error);
    });
    await bounded(this.#session.close(), LAST_WORK).catch((error: unknown) => {
      log('closing project', error);
    });
    await bounded(animations.forget(this.id), LAST_WORDS).catch((error: unknown) => {
      log('closing animation', error);
    });
    grants.forget(this.id);
    if (!this.browser.isDestroyed()) this.browser.destroy();
  }

  async #lastWords(): Promise<void> {
    if (!this.#pageRuns || this.browser.isDestroyed()) return;
    this.tell({ type: 'closing' });
    // The answer comes after the page has heard of it and has asked for what it wants stored.
    await this.browser.webContents.executeJavaScript('undefined');
    do await new Promise((resolve) => setTimeout(resolve, 50));
    while (this.#calls > 0);
  }

  #follow(): void {
    const { browser } = this;
    const { webContents } = browser;
    browser.once('ready-to-show', () => {
      if (this.#closing) return;
      this.#drawn = true;
      if (this.#options.maximized) browser.maximize();
      browser.show();
    });
    browser.on('close', (event) => {
      event.preventDefault();
      void this.mayClose().then((may) => (may ? this.close() : undefined));
    });
    browser.on('page-title-updated', (event) => {
      event.preventDefault();
    });
    webContents.on('did-start-loading', () => {
      this.#pageRuns = false;
      // Whatever the page before was drawing, nobody goes on with it.
      void this.#options.animations.forget(this.id);
    });
    webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason === 'clean-exit' || this.#closing) return;
      this.#options.log('page', new Error(`The page ended: ${reason}.`));
      this.#reload();
    });
  }

  #reload(): void {
    this.#pageRuns = false;
    const again = performance.now() - this.#lastReload < CALM;
    this.#lastReload = performance.now();
    if (!again && !this.browser.isDestroyed()) this.browser.webContents.reload();
  }
}
