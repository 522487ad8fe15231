import { BrowserWindow, nativeTheme, screen } from 'electron';
import * as v from 'valibot';

import type { Animations } from './animations.ts';
import { AppWindow } from './appWindow.ts';
import { closeQuestion } from './closeQuestion.ts';
import type { Grants } from './grants.ts';
import { JsonFile } from './jsonFile.ts';
import { isProjectFile } from './projectFile.ts';
import { placeWindow, type WindowPlace } from './windowBounds.ts';
import { backgroundColor } from './windowOptions.ts';

const rectangle = v.object({ x: v.number(), y: v.number(), width: v.number(), height: v.number() });
const placeSchema = v.nullable(v.object({ bounds: rectangle, maximized: v.boolean() }));

export interface WindowsOptions {
  /** Where the place of the last window is remembered. */
  readonly placeFile: string;
  readonly preload: string;
  readonly developer: boolean;
  readonly grants: Grants;
  readonly animations: Animations;
  readonly log: (where: string, error: unknown) => void;
  /** After what the menu shows may be another. */
  readonly changed: () => void;
}

/** The open windows, the one used last at the end. */
export class Windows {
  readonly #options: WindowsOptions;
  readonly #file: JsonFile<typeof placeSchema>;
  #place: WindowPlace | null = null;
  #open: AppWindow[] = [];
  #later: NodeJS.Timeout | undefined;

  constructor(options: WindowsOptions) {
    this.#options = options;
    this.#file = new JsonFile(options.placeFile, placeSchema);
    nativeTheme.on('updated', () => {
      for (const { browser } of this.#open)
        browser.setBackgroundColor(backgroundColor(nativeTheme.shouldUseDarkColors));
    });
  }

  async load(): Promise<void> {
    this.#place = await this.#file.read(null);
  }

  get all(): readonly AppWindow[] {
    return this.#open;
  }

  /** The window used last. */
  get last(): AppWindow | undefined {
    return this.#open.at(-1);
  }

  /** The window of a page. */
  ofPage(pageId: number): AppWindow | undefined {
    return this.#open.find(({ browser }) => !browser.isDestroyed() && browser.webContents.id === pageId);
  }

  create(): AppWindow {
    const { preload, developer, grants, animations, log, changed } = this.#options;
    const window = new AppWindow({
      bounds: placeWindow(
        this.#place?.bounds,
        workAreas(),
        this.#open.map(({ browser }) => browser.getBounds()),
      ),
      maximized: this.#place?.maximized ?? false,
      preload,
      dark: nativeTheme.shouldUseDarkColors,
      developer,
      grants,
      animations,
      log,
      changed: () => {
        entitle(window);
        changed();
      },
    });
    this.#open.push(window);
    this.#follow(window);
    return window;
  }

  /** Opens files: each project in the window that has it or else in one without a project, data in one without. */
  open(paths: readonly string[]): void {
    for (const path of paths.filter(isProjectFile)) {
      const holder = this.#open.find(({ projectPath }) => projectPath === path);
      if (holder) holder.focus();
      else this.#offer([path]);
    }
    const data = paths.filter((path) => !isProjectFile(path));
    if (data.length > 0) this.#offer(data);
  }

  /** Whether all may be closed; asks once where that would stop something. */
  async mayCloseAll(): Promise<boolean> {
    const asked = this.#open.findLast(({ unfinished }) => closeQuestion([unfinished])) ?? this.last;
    return asked ? asked.mayClose(this.#open) : true;
  }

  /** Closes all, and waits until their projects are closed. */
  async closeAll(): Promise<void> {
    clearTimeout(this.#later);
    await Promise.all([...this.#open.map((window) => window.close()), this.#file.write(this.#place)]);
  }

  #offer(paths: readonly string[]): void {
    const window = this.#open.findLast(({ projectPath }) => projectPath === undefined) ?? this.create();
    window.offer(paths);
    window.focus();
  }

  #follow(window: AppWindow): void {
    const { browser } = window;
    const { changed } = this.#options;
    browser.on('focus', () => {
      if (this.#open.includes(window))
        this.#open = [...this.#open.filter((other) => other !== window), window];
      changed();
    });
    const remember = (): void => {
      this.#remember(browser);
    };
    for (const change of ['resize', 'move', 'maximize', 'unmaximize'] as const)
      browser.on(change as 'resize', remember);
    browser.on('closed', () => {
      this.#open = this.#open.filter((other) => other !== window);
      changed();
    });
  }

  #remember(browser: BrowserWindow): void {
    if (browser.isDestroyed() || browser.isMinimized() || browser.isFullScreen()) return;
    this.#place = { bounds: browser.getNormalBounds(), maximized: browser.isMaximized() };
    // A window that is being dragged tells of every step.
    clearTimeout(this.#later);
    this.#later = setTimeout(() => void this.#file.write(this.#place), 300);
  }
}

function workAreas(): Electron.Rectangle[] {
  const main = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id);
  return [main, ...others].map(({ workArea }) => workArea);
}

/** A window is called as its project. */
function entitle({ browser, project }: AppWindow): void {
  if (browser.isDestroyed()) return;
  browser.setTitle(project ? project.info.name : 'RNAVelocity');
  if (process.platform === 'darwin') browser.setRepresentedFilename(project?.path ?? '');
}
