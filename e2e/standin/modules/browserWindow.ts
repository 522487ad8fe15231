import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';

import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';

import { getHost } from '../host.ts';
import { preventable } from '../preventable.ts';
import { app } from './app.ts';
import { screen } from './screen.ts';
import { WebContents } from './webContents.ts';
import { focusWindow, type OpenWindow, openWindows } from './windows.ts';

let lastId = 0;

/**
 * Electron's BrowserWindow. The page is exactly as large as the window: frames and menu bars take no room. Its constructor's
 * options stay readable as `options`.
 */
export class BrowserWindow extends EventEmitter implements OpenWindow {
  static getAllWindows(): BrowserWindow[] {
    return [...openWindows.values()] as BrowserWindow[];
  }

  static getFocusedWindow(): BrowserWindow | null {
    return (BrowserWindow.getAllWindows().at(-1) ?? null) as BrowserWindow | null;
  }

  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.webContents === contents) ?? null;
  }

  static fromId(id: number): BrowserWindow | null {
    return (openWindows.get(id) ?? null) as BrowserWindow | null;
  }

  readonly id = ++lastId;
  readonly webContents: WebContents;
  readonly options: BrowserWindowConstructorOptions;
  private bounds: Rectangle;
  private minimum: [width: number, height: number];
  private maximum: [width: number, height: number];
  private title: string;
  private state: 'normal' | 'minimized' | 'maximized' | 'fullscreen' = 'normal';
  private visible: boolean;
  private destroyed = false;
  private shownBefore = false;
  private represented = '';
  private edited = false;
  private backgroundColor: string;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    this.options = options;
    this.minimum = [options.minWidth ?? 0, options.minHeight ?? 0];
    this.maximum = [options.maxWidth ?? Infinity, options.maxHeight ?? Infinity];
    this.bounds = this.constrain(initialBounds(options));
    this.title = options.title ?? app.name;
    this.visible = options.show !== false;
    this.backgroundColor = options.backgroundColor ?? '#FFFFFF';
    this.webContents = new WebContents(this.id, options.webPreferences);
    openWindows.set(this.id, this);
    this.listen();
    if (options.fullscreen) this.setFullScreen(true);
    app.emit('browser-window-created', preventable(), this);
    app.emit('web-contents-created', preventable(), this.webContents);
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  loadFile(
    file: string,
    { query, hash }: { query?: Record<string, string>; hash?: string } = {},
  ): Promise<void> {
    const url = pathToFileURL(resolve(getHost().appPackage.folder, file));
    if (query) url.search = String(new URLSearchParams(query));
    if (hash) url.hash = hash;
    return this.loadURL(url.href);
  }

  /** Asks to close: listeners of `close` can prevent it. */
  close(): void {
    if (this.destroyed) return;
    const event = preventable();
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }

  /** Closes without asking. */
  destroy(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    openWindows.delete(this.id);
    this.webContents.destroy();
    this.emit('closed');
    app.windowClosed();
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  getBounds(): Rectangle {
    const display = screen.getPrimaryDisplay();
    if (this.state === 'fullscreen') return { ...display.bounds };
    return this.state === 'maximized' ? { ...display.workArea } : { ...this.bounds };
  }

  getNormalBounds(): Rectangle {
    return { ...this.bounds };
  }

  getContentBounds(): Rectangle {
    return this.getBounds();
  }

  /** Moves and sizes the window, within its smallest and largest size; the page follows. */
  setBounds(bounds: Partial<Rectangle>): void {
    const before = this.getBounds();
    this.state = 'normal';
    this.bounds = this.constrain({ ...before, ...bounds });
    this.announce(before);
  }

  setContentBounds(bounds: Rectangle): void {
    this.setBounds(bounds);
  }

  getSize(): [width: number, height: number] {
    const { width, height } = this.getBounds();
    return [width, height];
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }

  getContentSize(): [width: number, height: number] {
    return this.getSize();
  }

  setContentSize(width: number, height: number): void {
    this.setSize(width, height);
  }

  getPosition(): [x: number, y: number] {
    const { x, y } = this.getBounds();
    return [x, y];
  }

  setPosition(x: number, y: number): void {
    this.setBounds({ x, y });
  }

  center(): void {
    const { workArea } = screen.getPrimaryDisplay();
    const { width, height } = this.bounds;
    this.setPosition(
      workArea.x + Math.round((workArea.width - width) / 2),
      workArea.y + Math.round((workArea.height - height) / 2),
    );
  }

  getMinimumSize(): [width: number, height: number] {
    return [...this.minimum];
  }

  setMinimumSize(width: number, height: number): void {
    this.minimum = [width, height];
  }

  getMaximumSize(): [width: number, height: number] {
    return [...this.maximum];
  }

  maximize(): void {
    this.enter('maximized', 'maximize');
  }

  unmaximize(): void {
    if (this.isMaximized()) this.enter('normal', 'unmaximize');
  }

  isMaximized(): boolean {
    return this.state === 'maximized';
  }

  minimize(): void {
    this.enter('minimized', 'minimize');
  }

  restore(): void {
    if (this.state !== 'normal') this.enter('normal', 'restore');
  }

  isMinimized(): boolean {
    return this.state === 'minimized';
  }

  isNormal(): boolean {
    return this.state === 'normal';
  }

  setFullScreen(full: boolean): void {
    if (full) this.enter('fullscreen', 'enter-full-screen');
    else if (this.isFullScreen()) this.enter('normal', 'leave-full-screen');
  }

  isFullScreen(): boolean {
    return this.state === 'fullscreen';
  }

  show(): void {
    this.visible = true;
    this.emit('show');
    this.focus();
  }

  showInactive(): void {
    this.visible = true;
    this.emit('show');
  }

  hide(): void {
    this.visible = false;
    this.emit('hide');
  }

  isVisible(): boolean {
    return this.visible && !this.destroyed;
  }

  focus(): void {
    const before = BrowserWindow.getFocusedWindow();
    focusWindow(this.id);
    if (before === this) return;
    before?.emit('blur');
    this.emit('focus');
    app.emit('browser-window-focus', preventable(), this);
  }

  blur(): void {
    this.emit('blur');
  }

  isFocused(): boolean {
    return BrowserWindow.getFocusedWindow() === this;
  }

  moveTop(): void {
    this.focus();
  }

  getTitle(): string {
    return this.title;
  }

  setTitle(title: string): void {
    this.title = title;
  }

  setRepresentedFilename(file: string): void {
    this.represented = file;
  }

  getRepresentedFilename(): string {
    return this.represented;
  }

  setDocumentEdited(edited: boolean): void {
    this.edited = edited;
  }

  isDocumentEdited(): boolean {
    return this.edited;
  }

  setBackgroundColor(color: string): void {
    this.backgroundColor = color;
  }

  getBackgroundColor(): string {
    return this.backgroundColor;
  }

  setMenu(menu: unknown): void {
    this.emit('-menu', menu);
  }

  // Bars, icons and progress have no place in a page; nothing is shown.
  setMenuBarVisibility(): void {
    return;
  }

  setAutoHideMenuBar(): void {
    return;
  }

  removeMenu(): void {
    return;
  }

  setProgressBar(): void {
    return;
  }

  flashFrame(): void {
    return;
  }

  setIcon(): void {
    return;
  }

  setTitleBarOverlay(): void {
    return;
  }

  capturePage() {
    return this.webContents.capturePage();
  }

  private listen(): void {
    this.webContents.on('-close', () => {
      this.close();
    });
    this.webContents.on('did-finish-load', () => {
      if (this.shownBefore) return;
      this.shownBefore = true;
      this.emit('ready-to-show');
    });
    this.webContents.opening.then(
      (page) => {
        page.on('loaded', () => void this.followTitle());
        // A page that crashed or was closed by the browser takes its window along.
        page.session.on('Inspector.detached', () => {
          this.destroy();
        });
        return this.fitPage();
      },
      (error: unknown) => {
        process.stderr.write(`The window's page could not be opened: ${String(error)}\n`);
      },
    );
  }

  private async followTitle(): Promise<void> {
    const title = String(await this.webContents.executeJavaScript('document.title'));
    const event = preventable();
    this.emit('page-title-updated', event, title, true);
    if (!event.defaultPrevented && title) this.title = title;
  }

  private enter(state: typeof this.state, event: string): void {
    if (this.state === state) return;
    const before = this.getBounds();
    this.state = state;
    this.emit(event);
    this.announce(before);
  }

  /** Tells listeners what changed and makes the page as large as the window. */
  private announce(before: Rectangle): void {
    const now = this.getBounds();
    if (before.width !== now.width || before.height !== now.height) {
      this.emit('resize');
      this.emit('resized');
    }
    if (before.x !== now.x || before.y !== now.y) {
      this.emit('move');
      this.emit('moved');
    }
    void this.fitPage();
  }

  private async fitPage(): Promise<void> {
    const { width, height } = this.getBounds();
    const { bounds, scaleFactor } = screen.getPrimaryDisplay();
    const page = await this.webContents.opening;
    await page.resize(width, height, { ...bounds, scaleFactor }).catch(() => undefined);
  }

  private constrain({ x, y, width, height }: Rectangle): Rectangle {
    const within = (value: number, axis: 0 | 1) =>
      Math.round(Math.min(Math.max(value, this.minimum[axis]), this.maximum[axis]));
    return { x: Math.round(x), y: Math.round(y), width: within(width, 0), height: within(height, 1) };
  }
}

function initialBounds({ x, y, width = 800, height = 600 }: BrowserWindowConstructorOptions): Rectangle {
  const { workArea } = screen.getPrimaryDisplay();
  return {
    x: x ?? workArea.x + Math.round((workArea.width - width) / 2),
    y: y ?? workArea.y + Math.round((workArea.height - height) / 2),
    width,
    height,
  };
}
