import { spawn, type ChildProcess } from 'node:child_process';
import { userInfo } from 'node:os';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

import type { Chromium } from '../chromium.ts';
import { DevTools, type DevToolsSession } from './devtools.ts';

/** A started headless browser. */
export interface Browser {
  devtools: DevTools;
  /** The browser's own session, for targets and windows. */
  root: DevToolsSession;
  /** The address others (Playwright) can connect to. */
  endpoint: string;
  process: ChildProcess;
}

const switchesAlways = [
  '--headless=new',
  '--remote-debugging-port=0',
  '--remote-debugging-pipe',
  '--no-sandbox',
  '--no-startup-window',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-component-update',
  '--disable-dev-shm-usage',
  '--disable-breakpad',
  '--disable-extensions',
  '--disable-sync',
  '--disable-features=HttpsUpgrades,MediaRouter,OptimizationHints',
  '--force-color-profile=srgb',
  '--password-store=basic',
  '--use-mock-keychain',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];

/**
 * Starts a headless browser with software WebGL, without any window.
 *
 * @param profile the folder of its own data
 * @param switches further switches, as `app.commandLine` gathered them
 */
export async function startBrowser(
  chromium: Chromium,
  profile: string,
  switches: string[],
): Promise<Browser> {
  const child = spawn(chromium.executable, [...switchesAlways, `--user-data-dir=${profile}`, ...switches], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    // An app under test may have a home folder of its own; the browser's caches stay where they are.
    env: { ...process.env, HOME: userInfo().homedir, ...chromium.environment },
  });
  const endpoint = await listening(child, chromium.executable);
  const devtools = new DevTools(child.stdio[3] as Writable, child.stdio[4] as Readable);
  const root = devtools.session();
  root.setMaxListeners(0);
  await root.send('Target.setDiscoverTargets', { discover: true });
  return { devtools, root, endpoint, process: child };
}

/** The DevTools address a starting browser prints; rejects with what it printed instead. */
function listening(child: ChildProcess, executable: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const printed: string[] = [];
    createInterface({ input: child.stderr as Readable }).on('line', (line) => {
      printed.push(line);
      const address = /^DevTools listening on (ws:\S+)/.exec(line)?.[1];
      if (address) resolve(address);
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new Error(`${executable} ended with ${String(code)} at its start:\n${printed.join('\n')}`));
    });
  });
}
