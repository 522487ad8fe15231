import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createPackage } from '@electron/asar';
import type { ElectronApplication, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { launchApp } from '../launch.ts';

const appPath = join(import.meta.dirname, 'fixtures/app');
const profile = mkdtempSync(join(tmpdir(), 'standin-test-'));
let app: ElectronApplication;
let page: Page;

beforeAll(async () => {
  app = await launchApp({ appPath, profile, args: ['given.h5ad'] });
  page = await app.firstWindow();
  await page.locator('body[data-ready]').waitFor();
});

afterAll(async () => {
  await app.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
});

describe('messages between page and main process', () => {
  it('come through as structured clones', async () => {
    const [types, sum] = await page.evaluate(async () => {
      const sent = [new Map([[1, new Date(5)]]), new Float32Array([1, 2]), -0, undefined];
      const [map, array, zero, missing] = (await fixture.invoke('echo', ...sent)) as typeof sent;
      const types = [
        map instanceof Map,
        array instanceof Float32Array,
        Object.is(zero, -0),
        missing === undefined,
      ];
      return [types, (array as Float32Array).reduce((a, b) => a + b)] as const;
    });
    expect(types).toEqual([true, true, true, true]);
    expect(sum).toBe(3);
  });

  it('are refused where Electron refuses them, on either side', async () => {
    await expect(page.evaluate(() => fixture.invoke('echo', () => 1))).rejects.toThrow('could not be cloned');
    const shared = page.evaluate(() => fixture.invoke('shared').catch((error: Error) => error.message));
    expect(await shared).toBe("Error invoking remote method 'shared': Error: An object could not be cloned.");
    const proxy = page.evaluate(() => fixture.invoke('echo', new Proxy({}, {})));
    await expect(proxy).rejects.toThrow('An object could not be cloned.');
    const sent = app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0].webContents.send('launched', new Uint8Array(new SharedArrayBuffer(1)));
    });
    await expect(sent).rejects.toThrow('An object could not be cloned.');
  });

  it('bring back errors and unknown channels as Electron words them', async () => {
    const message = (channel: string) =>
      page.evaluate((name) => fixture.invoke(name).catch((error: Error) => error.message), channel);
    expect(await message('fail')).toBe("Error invoking remote method 'fail': RangeError: out of range");
    expect(await message('nothing')).toContain("No handler registered for 'nothing'");
  });

  it('reach listeners, until they stop listening', async () => {
    const heard = await page.evaluate(async () => {
      const texts: unknown[] = [];
      const stop = fixture.listen('announced', (text) => texts.push(text));
      fixture.announce('one');
      await fixture.invoke('echo');
      stop();
      fixture.announce('two');
      await fixture.invoke('echo');
      return texts;
    });
    expect(heard).toEqual(['one, heard']);
  });
});

describe('the page', () => {
  it('has no Node, and an API it cannot change', async () => {
    const seen = await page.evaluate(() => ({
      globals: ['require', 'process', 'module', 'electron', '__standinSend', '__standinDeliver'].filter(
        (name) => name in window,
      ),
      frozen: Object.isFrozen(fixture),
      hasNode: fixture.hasNode,
      platform: fixture.platform,
    }));
    expect(seen).toEqual({ globals: [], frozen: true, hasNode: false, platform: process.platform });
  });

  it('is held to the policy its headers state', async () => {
    const violated = await page.evaluate(
      () =>
        new Promise((resolve) => {
          document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
          document.body.append(Object.assign(document.createElement('script'), { textContent: '1' }));
        }),
    );
    expect(violated).toBe('script-src-elem');
  });

  it('reads streams of tens of megabytes from the app’s scheme, and sends bodies to it', async () => {
    const [length, last] = await page.evaluate(async () => {
      const bytes = new Uint8Array(await (await fetch('app://fixture/stream')).arrayBuffer());
      return [bytes.length, bytes.at(-1)];
    });
    expect([length, last]).toEqual([32 << 20, 31]);
    const request = await page.evaluate(async () => {
      const answer = await fetch('/request', { method: 'POST', body: 'text' });
      return (await answer.json()) as unknown;
    });
    expect(request).toEqual({ url: 'app://fixture/request', method: 'POST', body: 'text' });
  });

  it('can neither leave nor open windows where the app says no', async () => {
    const address = page.url();
    await page.evaluate(() => {
      window.open('https://example.org/opened');
      document.querySelector<HTMLAnchorElement>('#outside')?.click();
    });
    await vi.waitFor(async () => {
      expect(await app.evaluate(() => globalThis.__standin.shell)).toContainEqual({
        method: 'openExternal',
        argument: 'https://example.org/opened',
      });
      expect(await app.evaluate(() => (globalThis as unknown as { left: string[] }).left)).toEqual([
        'https://example.org/outside',
      ]);
      expect(app.windows()).toHaveLength(1);
    }, 3000);
    expect(page.url()).toBe(address);
  });

  it('learns paths of files from the table a spec fills', async () => {
    await app.evaluate(() => globalThis.__standin.files.set('cells.h5ad', '/data/cells.h5ad'));
    const paths = await page.evaluate(() =>
      ['cells.h5ad', 'other.h5ad'].map((name) => fixture.pathOf(new File([], name))),
    );
    expect(paths).toEqual(['/data/cells.h5ad', '']);
  });
});

describe('windows', () => {
  it('give the page their size, from 1024 × 640 to 4K and no less than the smallest', async () => {
    for (const [asked, got] of [
      [
        [1024, 640],
        [1024, 640],
      ],
      [
        [3840, 2160],
        [3840, 2160],
      ],
      [
        [10, 10],
        [640, 480],
      ],
    ]) {
      await app.evaluate(({ BrowserWindow }, [width, height]) => {
        BrowserWindow.getAllWindows()[0].setSize(width, height);
      }, asked);
      await vi.waitFor(async () => expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual(got));
    }
  });

  it('maximize and come back, and say so', async () => {
    const seen = await app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      const events: string[] = [];
      window.on('maximize', () => events.push('maximize')).on('unmaximize', () => events.push('unmaximize'));
      window.setSize(900, 700);
      window.maximize();
      const maximized = [
        window.isMaximized(),
        ...window.getSize(),
        ...Object.values(window.getNormalBounds()).slice(2),
      ];
      window.unmaximize();
      return { events, maximized, after: [window.isMaximized(), ...window.getSize()] };
    });
    expect(seen).toEqual({
      events: ['maximize', 'unmaximize'],
      maximized: [true, 1920, 1080, 900, 700],
      after: [false, 900, 700],
    });
  });

  it('are several, keep their options, and stay open where their app prevents closing', async () => {
    const opened = app.waitForEvent('window');
    await app.evaluate(() => (globalThis as unknown as { openWindow: () => Promise<void> }).openWindow());
    const second = await opened;
    const window = await app.browserWindow(second);
    const options = await window.evaluate((it) => (it as unknown as { options: object }).options);
    expect(options).toMatchObject({ minWidth: 640, webPreferences: { sandbox: true } });
    const prevented = await window.evaluate((it) => {
      it.once('close', (event: { preventDefault: () => void }) => {
        event.preventDefault();
      });
      it.close();
      return !it.isDestroyed();
    });
    expect(prevented).toBe(true);
    await second.close();
    await vi.waitFor(() => expect(app.windows()).toHaveLength(1));
  });

  it('show the theme the app chooses, or the system’s, and the wish for less motion', async () => {
    const media = () =>
      page.evaluate(() => [
        matchMedia('(prefers-color-scheme: dark)').matches,
        matchMedia('(prefers-reduced-motion: reduce)').matches,
      ]);
    expect(await media()).toEqual([false, false]);
    await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('dark')?.click());
    await vi.waitFor(async () => expect(await media()).toEqual([true, false]));
    await app.evaluate(({ nativeTheme }) => (nativeTheme.themeSource = 'system'));
    await vi.waitFor(async () => expect(await media()).toEqual([false, false]));
    await app.evaluate(async ({ nativeTheme }) => {
      await globalThis.__standin.setSystemDark(true);
      await globalThis.__standin.setReducedMotion(true);
      if (!nativeTheme.shouldUseDarkColors) throw new Error('The app does not see the dark system.');
    });
    expect(await media()).toEqual([true, true]);
  });
});

describe('the app', () => {
  it('finds its arguments and its folders, all inside the profile', async () => {
    const { argv, paths, packaged } = await app.evaluate(({ app: electronApp }) => ({
      argv: process.argv.slice(1),
      paths: (['userData', 'documents', 'temp', 'home'] as const).map((name) => electronApp.getPath(name)),
      packaged: electronApp.isPackaged,
    }));
    expect(argv).toEqual([appPath, 'given.h5ad']);
    expect(paths).toEqual(['userData', 'home/Documents', 'temp', 'home'].map((name) => join(profile, name)));
    expect(packaged).toBe(false);
  });

  it('hears of files that a spec says were opened', async () => {
    await app.evaluate(({ app: electronApp }) => electronApp.emit('open-file', {}, 'opened.rnavelocity'));
    await vi.waitFor(async () => expect(await page.textContent('#heard')).toBe('opened.rnavelocity'));
  });

  it('gets an error from a dialog that nobody answers, and the answer of a spec', async () => {
    const choose = () => page.evaluate(() => fixture.invoke('choose').catch((error: Error) => error.message));
    expect(await choose()).toContain('dialog.showOpenDialog was asked for and no spec answers it');
    expect(await app.evaluate(() => globalThis.__standin.unstubbedDialogs)).toHaveLength(1);
    await app.evaluate(({ dialog }) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: ['/a'] });
    });
    expect(await choose()).toEqual({ canceled: false, filePaths: ['/a'] });
  });

  it('has threads with Node and without Electron', async () => {
    expect(await page.evaluate(() => fixture.invoke('thread'))).toEqual({
      node: process.versions.node,
      electron: 'The electron module is not available in worker threads.',
    });
  });
});

it('the browser ends with an app that is killed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'standin-killed-test-'));
  const killed = await launchApp({ appPath, profile: folder });
  await killed.firstWindow();
  const port = readFileSync(join(folder, 'userData/Chromium/DevToolsActivePort'), 'utf8').split('\n')[0];
  const isAnswering = () =>
    fetch(`http://127.0.0.1:${port}/json/version`).then(
      () => true,
      () => false,
    );
  expect(await isAnswering()).toBe(true);
  killed.process().kill('SIGKILL');
  await vi.waitFor(async () => expect(await isAnswering()).toBe(false), 5000);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

it('a packaged app runs from its archive', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'standin-packaged-test-'));
  await createPackage(appPath, join(folder, 'resources/app.asar'));
  const packaged = await launchApp({ appPath: join(folder, 'resources'), profile: join(folder, 'profile') });
  const window = await packaged.firstWindow();
  await window.locator('body[data-ready]').waitFor();
  const seen = await packaged.evaluate(({ app: electronApp }) => ({
    packaged: electronApp.isPackaged,
    inside: electronApp.getAppPath().endsWith('app.asar'),
    resources: process.resourcesPath,
  }));
  expect(seen).toEqual({ packaged: true, inside: true, resources: join(folder, 'resources') });
  await packaged.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});
