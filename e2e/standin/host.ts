import type { AppPackage } from './appPackage.ts';
import type { Browser } from './browser.ts';
import type { SchemeServer } from './serving/schemeServer.ts';

/** What the parts of the stand-in share of the running process. Set by run.ts before the app's code runs. */
export interface Host {
  appPackage: AppPackage;
  /** The folder of the app's own data: `app.getPath('userData')`. */
  userData: string;
  /** The app's own arguments. */
  args: string[];
  /** Switches of `app.commandLine`, for the browser. */
  switches: Map<string, string>;
  /** Started once the app's code has run. */
  running?: { browser: Browser; server: SchemeServer };
}

let current: Host | undefined;

/** Sets what the parts share. */
export function setHost(host: Host): void {
  current = host;
}

/** What the parts share. */
export function getHost(): Host {
  if (!current)
    throw new Error('The stand-in has not been started: run the app through e2e/standin/electron.');
  return current;
}

/** The browser and the server of schemes, there from `app.whenReady()` on. */
export function getRunning(): NonNullable<Host['running']> {
  const { running } = getHost();
  if (!running) throw new Error('This needs app.whenReady().');
  return running;
}

/** The versions the stand-in claims. */
export const versions = { electron: '45.4.1', chrome: '156.0.8078.79' };
