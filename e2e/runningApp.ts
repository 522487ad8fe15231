import type { ChildProcess } from 'node:child_process';
import { basename } from 'node:path';

import type { ElectronApplication, Page } from '@playwright/test';

import { launchAgain, launchApp, type Start } from './launch.ts';
import { mode } from './mode.ts';
import type {} from './standin/control.ts';

/** An app started for a spec: its windows, its menus and dialogs, and what went wrong in it. */
export class RunningApp {
  /** Playwright's handle of the app, for what this class does not offer. */
  electron: ElectronApplication;
  /** The first window. */
  page: Page;
  readonly start: Start;
  /** Errors of pages and main process that no spec expected. */
  readonly errors: string[] = [];
  private readonly expected: RegExp[] = [];
  /** Playwright forgets the process once it has ended. */
  private process: ChildProcess;

  private constructor(start: Start, electron: ElectronApplication, page: Page) {
    this.start = start;
    this.electron = electron;
    this.page = page;
    this.process = electron.process();
  }

  /** Starts an app and waits for its first window. */
  static async launch(start: Start): Promise<RunningApp> {
    const electron = await launchApp(start);
    const running = new RunningApp(start, electron, await electron.firstWindow());
    await running.attach(electron);
    return running;
  }

  /** Whether the app still runs. */
  get isOpen(): boolean {
    const { exitCode, signalCode } = this.process;
    return exitCode === null && signalCode === null;
  }

  /** Quits as a user does, and waits for the end. */
  async quit(): Promise<void> {
    if (!this.isOpen) return;
    await this.noteUnstubbedDialogs();
    await this.electron.close();
  }

  /** Ends the process without any warning, as a power cut does. */
  async kill(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGKILL');
    await ended;
  }

  /** Starts the app again on the same profile, quitting first where it still runs; `page` is then the new window. */
  async relaunch(args = this.start.args): Promise<Page> {
    await this.quit();
    await this.attach(await launchApp({ ...this.start, args }));
    return this.page;
  }

  /** Starts the app once more beside the running one, which is told of it. */
  async launchSecond(args: string[]): Promise<void> {
    const second = await launchAgain({ ...this.start, args });
    await new Promise((resolve) => second.once('exit', resolve));
  }

  /** Lets every open dialog answer with these paths; with none, as if cancelled. */
  async stubOpenDialog(...filePaths: string[]): Promise<void> {
    await this.electron.evaluate(({ dialog }, paths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: paths.length === 0, filePaths: paths });
    }, filePaths);
  }

  /** Lets every save dialog answer with this path; without one, as if cancelled. */
  async stubSaveDialog(filePath = ''): Promise<void> {
    await this.electron.evaluate(({ dialog }, path) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: path === '', filePath: path });
    }, filePath);
  }

  /** Lets every message box answer with the button of that number. */
  async stubMessageBox(response: number): Promise<void> {
    await this.electron.evaluate(({ dialog }, button) => {
      dialog.showMessageBox = () => Promise.resolve({ response: button, checkboxChecked: false });
    }, response);
  }

  /** Clicks an item of the application's menu; fails where it is missing or disabled. */
  async clickMenu(id: string): Promise<void> {
    await this.electron.evaluate(({ Menu }, wanted) => {
      const item = Menu.getApplicationMenu()?.getMenuItemById(wanted);
      if (!item) throw new Error(`The menu has no item "${wanted}".`);
      if (!item.enabled) throw new Error(`The menu's item "${wanted}" is disabled.`);
      item.click();
    }, id);
  }

  /** Gives the page a size in CSS pixels and waits until it has it. */
  async resize(width: number, height: number): Promise<void> {
    await this.electron.evaluate(
      ({ BrowserWindow }, size) => {
        BrowserWindow.getAllWindows()[0].setContentSize(size.width, size.height);
      },
      { width, height },
    );
    await this.page.waitForFunction(
      (size) => innerWidth === size.width && innerHeight === size.height,
      { width, height },
      { timeout: 5000 },
    );
  }

  /** Makes the app light or dark, or as the system is. */
  async setTheme(source: 'light' | 'dark' | 'system'): Promise<void> {
    await this.electron.evaluate(({ nativeTheme }, wanted) => {
      nativeTheme.themeSource = wanted;
    }, source);
  }

  /** Makes pages see that the user prefers less motion. */
  async reduceMotion(reduced: boolean): Promise<void> {
    // On the stand-in Playwright's own emulation would undo the app's colours.
    if (mode === 'standin')
      await this.electron.evaluate((_, value) => globalThis.__standin.setReducedMotion(value), reduced);
    else await this.page.emulateMedia({ reducedMotion: reduced ? 'reduce' : null, colorScheme: null });
  }

  /** Drops files from the desktop on the page, at a place in CSS pixels. */
  async dropFiles(paths: string[], at: { x: number; y: number }): Promise<void> {
    if (mode === 'standin')
      for (const path of paths)
        await this.electron.evaluate(
          (_, [name, full]) => globalThis.__standin.files.set(name, full),
          [basename(path), path],
        );
    const devtools = await this.page.context().newCDPSession(this.page);
    const data = { items: [], files: paths, dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await devtools.send('Input.dispatchDragEvent', { type, ...at, data });
    await devtools.detach();
  }

  /** Errors that match are part of what the spec shows. */
  expectError(pattern: RegExp): void {
    this.expected.push(pattern);
  }

  /** The errors that no spec expected, unstubbed dialogs among them. */
  async unexpectedErrors(): Promise<string[]> {
    if (this.isOpen) await this.noteUnstubbedDialogs();
    return this.errors.filter((error) => !this.expected.some((pattern) => pattern.test(error)));
  }

  private async attach(electron: ElectronApplication): Promise<void> {
    this.electron = electron;
    this.process = electron.process();
    electron.on('window', (page) => {
      this.watch(page);
    });
    electron.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(`main: ${message.text()}`);
    });
    for (const page of electron.windows()) this.watch(page);
    this.page = await electron.firstWindow();
    await this.page.waitForURL((url) => url.protocol !== 'about:');
    // Kept only where a spec fails. Without a film, which would cost the drawing its speed.
    await electron.context().tracing.start({ snapshots: true });
  }

  private watch(page: Page): void {
    page.on('pageerror', (error) => this.errors.push(`page: ${error.stack ?? error.message}`));
    page.on('crash', () => this.errors.push('page: crashed'));
    page.on('console', (message) => {
      if (message.type() === 'error')
        this.errors.push(`console: ${message.text()} (${message.location().url})`);
    });
  }

  private async noteUnstubbedDialogs(): Promise<void> {
    if (mode === 'real') return;
    const asked = await this.electron.evaluate(() => globalThis.__standin.unstubbedDialogs.splice(0));
    this.errors.push(...asked.map((dialog) => `dialog without an answer: ${dialog}`));
  }
}
