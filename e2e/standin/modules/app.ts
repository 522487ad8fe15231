import { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { getHost } from '../host.ts';
import { preventable } from '../preventable.ts';
import { SingleInstance } from '../singleInstance.ts';
import { openWindows } from './windows.ts';

const homeFolders: Record<string, string> = {
  desktop: 'Desktop',
  documents: 'Documents',
  downloads: 'Downloads',
  music: 'Music',
  pictures: 'Pictures',
  videos: 'Videos',
};

/** Electron's app: its life from `ready` to `quit`, its names and its folders. */
class App extends EventEmitter {
  readonly recentDocuments: string[] = [];
  private readonly paths = new Map<string, string>();
  private readonly readiness = Promise.withResolvers<undefined>();
  private givenName: string | undefined;
  private ready = false;
  private quitting = false;
  private instance: SingleInstance | undefined;
  /** What ends the process once the app has said goodbye; run.ts sets it. */
  endProcess: (code: number) => void = (code) => process.exit(code);

  readonly commandLine = {
    appendSwitch: (name: string, value = '') => {
      getHost().switches.set(name, value);
    },
    hasSwitch: (name: string) =>
      getHost().switches.has(name) || getHost().args.some((arg) => isSwitch(arg, name)),
    getSwitchValue: (name: string) =>
      getHost().switches.get(name) ??
      getHost()
        .args.find((arg) => isSwitch(arg, name))
        ?.split('=')[1] ??
      '',
    removeSwitch: (name: string) => {
      getHost().switches.delete(name);
    },
  };

  get name(): string {
    return this.givenName ?? getHost().appPackage.productName;
  }

  set name(name: string) {
    this.givenName = name;
  }

  get isPackaged(): boolean {
    return getHost().appPackage.isPackaged;
  }

  getName(): string {
    return this.name;
  }

  setName(name: string): void {
    this.name = name;
  }

  getVersion(): string {
    return getHost().appPackage.version;
  }

  getAppPath(): string {
    return getHost().appPackage.folder;
  }

  getLocale(): string {
    return 'en-US';
  }

  getSystemLocale(): string {
    return 'en-US';
  }

  getPreferredSystemLanguages(): string[] {
    return ['en-US'];
  }

  /** A folder by its name in Electron; those of the user lie in the home folder. They exist when asked for. */
  getPath(name: string): string {
    const path = this.paths.get(name) ?? defaultPath(name);
    if (name !== 'exe') mkdirSync(path, { recursive: true });
    return path;
  }

  setPath(name: string, path: string): void {
    this.paths.set(name, path);
  }

  setAppLogsPath(path?: string): void {
    this.setPath('logs', path ?? defaultPath('logs'));
  }

  whenReady(): Promise<undefined> {
    return this.readiness.promise;
  }

  isReady(): boolean {
    return this.ready;
  }

  /** The browser runs: windows can be made. */
  becomeReady(): void {
    this.ready = true;
    this.emit('will-finish-launching');
    this.emit('ready', preventable(), {});
    this.readiness.resolve(undefined);
  }

  /** Takes the lock of the user's data folder, or passes this launch's arguments on to whoever holds it. */
  requestSingleInstanceLock(additionalData?: object): boolean {
    this.instance ??= new SingleInstance(this.getPath('userData'));
    return this.instance.request(
      { argv: process.argv, workingDirectory: process.cwd(), additionalData },
      (launch) => {
        this.emit(
          'second-instance',
          preventable(),
          launch.argv,
          launch.workingDirectory,
          launch.additionalData,
        );
      },
    );
  }

  hasSingleInstanceLock(): boolean {
    return this.instance?.held ?? false;
  }

  releaseSingleInstanceLock(): void {
    this.instance?.release();
  }

  /** Closes every window, then ends; a listener of `before-quit` or a window's `close` can prevent it. */
  quit(): void {
    if (this.quitting) return;
    const before = preventable();
    this.emit('before-quit', before);
    if (before.defaultPrevented) return;
    this.quitting = true;
    for (const window of [...openWindows.values()]) window.close();
    if (openWindows.size > 0) this.quitting = false;
    else this.finishQuit();
  }

  /** Ends at once, without asking windows or listeners. */
  exit(code = 0): void {
    this.quitting = true;
    for (const window of [...openWindows.values()]) window.destroy();
    this.emit('quit', preventable(), code);
    this.instance?.release();
    this.endProcess(code);
  }

  /** A window has closed: the last one ends the app where it does not listen. */
  windowClosed(): void {
    if (openWindows.size > 0 || this.quitting) return;
    setImmediate(() => {
      if (openWindows.size === 0 && !this.quitting && !this.emit('window-all-closed')) this.quit();
    });
  }

  addRecentDocument(path: string): void {
    this.recentDocuments.push(path);
  }

  clearRecentDocuments(): void {
    this.recentDocuments.length = 0;
  }

  getGPUFeatureStatus(): Record<string, string> {
    return { webgl: 'enabled_readback', webgl2: 'enabled_readback' };
  }

  // The desktop around the app (taskbar, dock, file associations, graphics) is not there to be told.
  setAppUserModelId(): void {
    return;
  }

  setAboutPanelOptions(): void {
    return;
  }

  showAboutPanel(): void {
    return;
  }

  disableHardwareAcceleration(): void {
    return;
  }

  enableSandbox(): void {
    return;
  }

  setJumpList(): void {
    return;
  }

  setUserTasks(): boolean {
    return true;
  }

  setAsDefaultProtocolClient(): boolean {
    return true;
  }

  focus(): void {
    return;
  }

  private finishQuit(): void {
    const will = preventable();
    this.emit('will-quit', will);
    if (will.defaultPrevented) {
      this.quitting = false;
      return;
    }
    this.exit(0);
  }
}

export const app = new App();

function isSwitch(argument: string, name: string): boolean {
  return argument === `--${name}` || argument.startsWith(`--${name}=`);
}

function defaultPath(name: string): string {
  const { userData, appPackage } = getHost();
  if (name in homeFolders) return join(homedir(), homeFolders[name]);
  switch (name) {
    case 'home':
      return homedir();
    case 'temp':
      return tmpdir();
    case 'appData':
      return dirname(userData);
    case 'userData':
    case 'sessionData':
      return userData;
    case 'logs':
      return join(userData, 'logs');
    case 'crashDumps':
      return join(userData, 'Crashpad');
    case 'exe':
      return process.execPath;
    case 'module':
    case 'assets':
      return appPackage.folder;
    default:
      throw new Error(`Failed to get '${name}' path`);
  }
}
