/** What the `electron` script starts: runs an app as the Electron executable would. Importing it starts the app. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { findChromium } from '../chromium.ts';
import { openAppPackage } from './appPackage.ts';
import { startBrowser } from './browser.ts';
import { makeControl } from './control.ts';
import { getHost, setHost, versions } from './host.ts';
import { parseLaunchArguments } from './launchArguments.ts';
import { app } from './modules/app.ts';
import { protocol } from './modules/protocol.ts';
import { serveSchemes } from './serving/schemeServer.ts';

const launch = parseLaunchArguments(process.argv.slice(2));
const appPackage = openAppPackage(launch.app);
const temporary = launch.userData === undefined ? mkdtempSync(join(tmpdir(), 'standin-profile-')) : undefined;
const userData = launch.userData ?? join(temporary ?? '', appPackage.productName);
mkdirSync(userData, { recursive: true });
setHost({ appPackage, userData, args: launch.rest, switches: new Map() });

process.on('exit', () => {
  getHost().running?.browser.process.kill('SIGKILL');
  appPackage.dispose();
  if (temporary) rmSync(temporary, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    app.quit();
  });
app.endProcess = (code) => void endProcess(code);
globalThis.__standin = makeControl();
const attached = Promise.withResolvers<undefined>();
Object.assign(globalThis, {
  // Playwright calls this once it has attached: the app gets ready no earlier, so that no window is missed.
  __playwright_run: () => {
    attached.resolve(undefined);
  },
});
if (!launch.waitForPlaywright) attached.resolve(undefined);

takeElectronsPlace();
await import(pathToFileURL(appPackage.main).href);
await start();
await attached.promise;
app.becomeReady();

/** Makes `process` look as it does inside Electron. */
function takeElectronsPlace(): void {
  Object.defineProperty(process, 'versions', {
    value: { ...process.versions, ...versions },
    enumerable: true,
  });
  Object.assign(process, { type: 'browser', resourcesPath: appPackage.resources });
  if (!appPackage.isPackaged) Object.assign(process, { defaultApp: true });
  process.argv = [process.execPath, ...(appPackage.isPackaged ? [] : [launch.app]), ...launch.rest];
}

/** Starts browser and server and announces the browser as Electron does, which Playwright waits for. */
async function start(): Promise<void> {
  const switches = [...getHost().switches].map(([name, value]) =>
    value ? `--${name}=${value}` : `--${name}`,
  );
  const [chromium, server] = await Promise.all([findChromium(), serveSchemes(protocol.handlers)]);
  // Origins without a port are the same at every start, so that what pages stored is found again.
  switches.push(`--host-resolver-rules=MAP *.localhost 127.0.0.1:${String(server.port)}`);
  const browser = await startBrowser(chromium, join(userData, 'Chromium'), switches);
  getHost().running = { browser, server };
  browser.process.once('exit', () => {
    process.stderr.write('The browser has ended.\n');
    process.exit(1);
  });
  process.stderr.write(`DevTools listening on ${browser.endpoint}\n`);
}

/** Ends the browser in peace, so that what pages stored is on disk, and then the process. */
async function endProcess(code: number): Promise<void> {
  const { running } = getHost();
  if (!running) process.exit(code);
  const { browser, server } = running;
  browser.process.removeAllListeners('exit');
  server.close();
  const ended = new Promise((resolve) => browser.process.once('exit', resolve));
  browser.root.send('Browser.close').catch(() => undefined);
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 2000))]);
  process.exit(code);
}
