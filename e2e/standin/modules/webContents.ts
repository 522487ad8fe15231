import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';

import type { BrowserWindowConstructorOptions, HandlerDetails, WindowOpenHandlerResponse } from 'electron';

import { codec } from '../codec.ts';
import { getHost, getRunning, versions } from '../host.ts';
import type { ToPage } from '../page/preloadModule.ts';
import { preventable } from '../preventable.ts';
import { WindowPage } from '../windowPage.ts';
import { fileScheme } from './protocol.ts';
import { ipcMain } from './ipcMain.ts';
import { pageMedia } from './nativeTheme.ts';
import { session } from './session.ts';

type OpenHandler = (details: Pick<HandlerDetails, 'url'>) => WindowOpenHandlerResponse;

const all = new Map<number, WebContents>();

/** Electron's webContents: the page of one window. Its page opens in the background; what is asked earlier waits for it. */
export class WebContents extends EventEmitter {
  readonly id: number;
  readonly session = session.defaultSession;
  readonly mainFrame = { url: '' };
  /** Resolves once the page is open. */
  readonly opening: Promise<WindowPage>;
  private page: WindowPage | undefined;
  private openHandler: OpenHandler | undefined;
  private destroyed = false;
  private loading = false;
  private zoomFactor = 1;

  constructor(id: number, webPreferences: BrowserWindowConstructorOptions['webPreferences'] = {}) {
    super();
    refuseUnsafe(webPreferences);
    this.id = id;
    all.set(id, this);
    this.opening = this.open(webPreferences);
    // Whoever awaits it sees a failure; nobody may, when the app ends at once.
    this.opening.catch(() => undefined);
  }

  send(channel: string, ...args: unknown[]): void {
    const message = codec.encode({ type: 'event', channel, args } satisfies ToPage);
    // Without a page that listens it is lost, as in Electron; what cannot be cloned is refused in any case.
    void this.page?.deliver(message);
  }

  /** Tells the page's preload the paths of files; resolves once it knows. */
  async deliverFiles(paths: [name: string, path: string][]): Promise<void> {
    await this.page?.deliver(codec.encode({ type: 'files', paths } satisfies ToPage));
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.opening;
    this.mainFrame.url = url;
    this.loading = true;
    this.emit('did-start-loading');
    try {
      await page.navigate(getRunning().server.toServed(url));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.emit('did-fail-load', preventable(), -2, reason, url, true);
      throw new Error(`${reason} loading '${url}'`, { cause: error });
    } finally {
      this.loading = false;
    }
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }

  async executeJavaScript(code: string): Promise<unknown> {
    return (await this.opening).evaluate(code);
  }

  async insertCSS(css: string): Promise<string> {
    const add = `document.head.append(Object.assign(document.createElement('style'), { textContent: ${JSON.stringify(css)} }))`;
    await this.executeJavaScript(`${add}; undefined`);
    return randomUUID();
  }

  reload(): void {
    void this.command('Page.reload');
  }

  async capturePage() {
    const { data } = await this.command<{ data: string }>('Page.captureScreenshot', { format: 'png' });
    const png = Buffer.from(data, 'base64');
    return {
      toPNG: () => png,
      toDataURL: () => `data:image/png;base64,${data}`,
      isEmpty: () => png.length === 0,
    };
  }

  getURL(): string {
    return this.mainFrame.url;
  }

  isLoading(): boolean {
    return this.loading;
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  isCrashed(): boolean {
    return false;
  }

  getZoomFactor(): number {
    return this.zoomFactor;
  }

  setZoomFactor(factor: number): void {
    this.zoomFactor = factor;
    void this.executeJavaScript(`document.documentElement.style.setProperty('zoom', '${String(factor)}')`);
  }

  getZoomLevel(): number {
    return Math.log(this.zoomFactor) / Math.log(1.2);
  }

  setZoomLevel(level: number): void {
    this.setZoomFactor(1.2 ** level);
  }

  /** Runs an editing command where the focus is. */
  edit(command: string): void {
    void this.executeJavaScript(`document.execCommand('${command}')`);
  }

  undo(): void {
    this.edit('undo');
  }

  redo(): void {
    this.edit('redo');
  }

  cut(): void {
    this.edit('cut');
  }

  copy(): void {
    this.edit('copy');
  }

  paste(): void {
    this.edit('paste');
  }

  selectAll(): void {
    this.edit('selectAll');
  }

  // There are no developer tools to show, nor another window that could take the focus.
  openDevTools(): void {
    return;
  }

  closeDevTools(): void {
    return;
  }

  isDevToolsOpened(): boolean {
    return false;
  }

  focus(): void {
    return;
  }

  setBackgroundThrottling(): void {
    return;
  }

  /** Closes the window, as `page.close()` of a spec asks. */
  close(): void {
    this.emit('-close');
  }

  /** The window has gone. */
  destroy(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    all.delete(this.id);
    void this.opening.then((page) => page.close()).catch(() => undefined);
    this.emit('destroyed');
  }

  /** The id by which DevTools knows the page. */
  get targetId(): string | undefined {
    return this.page?.targetId;
  }

  private async command<Result>(method: string, params: object = {}): Promise<Result> {
    return (await this.opening).session.send<Result>(method, params);
  }

  private async open(webPreferences: NonNullable<BrowserWindowConstructorOptions['webPreferences']>) {
    const page = await WindowPage.open({
      secret: randomUUID(),
      schemes: [...session.defaultSession.protocol.handlers.keys()].filter((scheme) => scheme !== fileScheme),
      preload: webPreferences.preload,
      process: {
        type: 'renderer',
        platform: process.platform,
        arch: process.arch,
        versions: { ...versions, node: process.versions.node },
        env: {},
        argv: [process.execPath, ...(webPreferences.additionalArguments ?? [])],
        contextIsolated: true,
        sandboxed: true,
      },
    });
    this.page = page;
    this.listen(page);
    await pageMedia.apply(page);
    return page;
  }

  private listen(page: WindowPage): void {
    page.on('message', (message, reply) => void ipcMain.receive(message, this, reply));
    page.on('preload', () => {
      // The scripts of a new document find the table filled.
      void this.deliverFiles(globalThis.__standin.files.entries());
      void pageMedia.apply(page);
    });
    page.on('parsed', () => this.emit('dom-ready', preventable()));
    page.on('loaded', () => {
      if (this.mainFrame.url) this.emit('did-finish-load', preventable());
    });
    page.on('crashed', () =>
      this.emit('render-process-gone', preventable(), { reason: 'crashed', exitCode: 1 }),
    );
    page.on('console', (level, message) => this.emit('console-message', preventable({ level, message })));
    page.on('open', (served) => {
      const url = getRunning().server.fromServed(served);
      const answer = this.openHandler?.({ url }) ?? { action: 'allow' };
      if (answer.action === 'allow')
        process.stderr.write(`The page opened a window for ${url}: the stand-in allows none.\n`);
    });
    page.on('leave', (served, decide) => {
      const url = getRunning().server.fromServed(served);
      const event = preventable({ url, isMainFrame: true, isSameDocument: false });
      this.emit('will-navigate', event, url);
      decide(!event.defaultPrevented);
    });
  }
}

/** Electron's webContents module: the pages of all windows. */
export const webContents = {
  getAllWebContents: () => [...all.values()],
  fromId: (id: number) => all.get(id),
  fromDevToolsTargetId: (targetId: string) =>
    [...all.values()].find((contents) => contents.targetId === targetId),
};

/** The stand-in has no page with Node inside; asking for one would pass unseen otherwise. */
function refuseUnsafe({
  contextIsolation,
  nodeIntegration,
}: {
  contextIsolation?: boolean;
  nodeIntegration?: boolean;
}) {
  if (contextIsolation === false || nodeIntegration === true)
    throw new Error(
      'The stand-in runs isolated pages without Node only. Check the webPreferences of the window.',
    );
  if (getHost().running === undefined) throw new Error('Cannot create BrowserWindow before app is ready');
}
