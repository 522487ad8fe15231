import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { _electron, type ElectronApplication } from '@playwright/test';

import { type Chromium, findChromium } from './chromium.ts';
import { electronExecutable, mode } from './mode.ts';

/** How to start an app. */
export interface Start {
  /** The app: a folder with package.json; for a packaged one its folder, `resources` or `app.asar`. */
  appPath: string;
  /** The folder that holds all the app keeps: started again with the same folder, the app finds it. */
  profile: string;
  /** The app's own arguments, files to open for instance. */
  args?: string[];
  env?: Record<string, string>;
}

const standin = resolve(import.meta.dirname, 'standin/electron');
let chromium: Promise<Chromium> | undefined;

/** A packaged app's own executable, for real Electron: `ELECTRON_APP` names it, and it takes the place of every `appPath`. */
const packagedApp = mode === 'real' ? process.env.ELECTRON_APP : undefined;

/** Starts an app under Playwright, on the stand-in or on real Electron. */
export async function launchApp(start: Start): Promise<ElectronApplication> {
  return _electron.launch({
    // Without an executable Playwright takes the electron package's and holds the app until it has attached.
    executablePath: mode === 'real' ? packagedApp : standin,
    args: argumentsOf(start),
    env: await environmentOf(start),
    // Without this Playwright would make pages prefer light colours, whatever the app says.
    colorScheme: null,
    timeout: 30_000,
  });
}

/** Starts an app a second time on the same profile, without Playwright, as a double click on a file does. */
export async function launchAgain(start: Start): Promise<ChildProcess> {
  const command = mode === 'real' ? (packagedApp ?? electronExecutable()) : standin;
  return spawn(command, argumentsOf(start), { env: await environmentOf(start), stdio: 'ignore' });
}

function argumentsOf({ appPath, profile, args = [] }: Start): string[] {
  return [...(packagedApp ? [] : [appPath]), ...args, `--user-data-dir=${join(profile, 'userData')}`];
}

async function environmentOf({ profile, env }: Start): Promise<Record<string, string>> {
  const [home, temp] = ['home', 'temp', 'userData'].map((name) => {
    const folder = join(profile, name);
    mkdirSync(folder, { recursive: true });
    return folder;
  });
  return {
    ...inherited(),
    ...(mode === 'standin' && (await standinEnvironment())),
    HOME: home,
    USERPROFILE: home,
    TMPDIR: temp,
    ...env,
  };
}

async function standinEnvironment(): Promise<Record<string, string>> {
  chromium ??= findChromium();
  return { STANDIN_NODE: process.execPath, STANDIN_CHROMIUM: (await chromium).executable };
}

function inherited(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  // Set by tools that run inside Electron; it would make Electron behave as plain Node.
  return Object.fromEntries(entries.filter(([name]) => name !== 'ELECTRON_RUN_AS_NODE'));
}
