import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { expect, test as base, type Page, type TestInfo } from '@playwright/test';

import { mode, needsElectron, tags } from './mode.ts';
import { RunningApp } from './runningApp.ts';

interface Options {
  /** The app to start: the built one of this repository unless a spec says otherwise. */
  appPath: string;
  /** The app's arguments. */
  appArgs: string[];
}

interface Fixtures {
  /** A fresh folder for all the app keeps, gone after the spec. */
  profile: string;
  /** The started app. After the spec, errors that it did not expect fail it. */
  app: RunningApp;
  /** The app's first window. */
  page: Page;
  /** Takes a picture of the page into the spec's results. */
  picture: (name: string) => Promise<void>;
  kind: undefined;
}

/** Playwright's test with the app started for each spec. A spec bears the tag `@both` or `@real-only`. */
export const test = base.extend<Options & Fixtures>({
  appPath: [resolve(import.meta.dirname, '..'), { option: true }],
  appArgs: [[], { option: true }],

  kind: [
    // eslint-disable-next-line no-empty-pattern -- Playwright demands the pattern
    async ({}, use, info) => {
      const kinds = info.tags.filter((tag) => tag === tags.both || tag === tags.realOnly);
      if (kinds.length !== 1)
        throw new Error(`"${info.title}" must bear one of the tags @both and @real-only.`);
      info.skip(kinds[0] === tags.realOnly && mode === 'standin', needsElectron);
      await use(undefined);
    },
    { auto: true },
  ],

  // eslint-disable-next-line no-empty-pattern -- Playwright demands the pattern
  profile: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'e2e-profile-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },

  app: async ({ appPath, appArgs, profile }, use, info) => {
    const app = await RunningApp.launch({ appPath, profile, args: appArgs });
    await use(app);
    const errors = await app.unexpectedErrors();
    if (errors.length > 0 || info.status !== info.expectedStatus) await keepEvidence(app, info);
    await app.quit();
    expect(errors, 'errors of the app that the spec did not expect').toEqual([]);
  },

  page: async ({ app }, use) => {
    await use(app.page);
  },

  picture: async ({ app }, use, info) => {
    await use(async (name) => {
      const path = info.outputPath(`${name}.png`);
      await app.page.screenshot({ path });
      await info.attach(name, { path, contentType: 'image/png' });
    });
  },
});

export { expect };

/** Keeps a trace, and a picture of each window, of a spec that failed. */
async function keepEvidence(app: RunningApp, info: TestInfo): Promise<void> {
  if (!app.isOpen) return;
  for (const [index, page] of app.electron.windows().entries())
    await page
      .screenshot({ path: info.outputPath(`window-${String(index + 1)}.png`) })
      .catch(() => undefined);
  await app.electron
    .context()
    .tracing.stop({ path: info.outputPath('trace.zip') })
    .catch(() => undefined);
}
