import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { listPackage } from '@electron/asar';
import type { Page } from '@playwright/test';

import type { Answer } from '../../src-main/ipc/channel.ts';
import type { ProjectInfo } from '../../src-main/ipc/types.ts';
import { expect, test as base } from '../fixtures.ts';
import { mode } from '../mode.ts';
import { packApp, sizeOf } from '../packaged.ts';

/** The most that the app may add to Electron, in megabytes. */
const MOST = 60;
const given = mode === 'real' ? process.env.ELECTRON_APP : undefined;

/** Specs of the app as it is packed for a release: by `ELECTRON_APP` where that names one, else by packing the built app. */
const test = base.extend<object, { resources: string }>({
  resources: [
    // eslint-disable-next-line no-empty-pattern -- Playwright demands the pattern
    async ({}, use) => {
      if (given) {
        await use(resourcesOf(given));
        return;
      }
      const packed = await packApp();
      await use(packed.resources);
      packed.dispose();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  appPath: async ({ resources }, use) => {
    await use(join(resources, 'app.asar'));
  },
});

test(
  'the packed app holds what it needs and no more',
  { tag: ['@both', '@packaged'] },
  async ({ resources }) => {
    const [archive, beside] = ['app.asar', 'app.asar.unpacked'].map(
      (name) => sizeOf(join(resources, name)) / 1e6,
    );
    test.info().annotations.push({
      type: 'size',
      description: `app.asar ${archive.toFixed(1)} MB + unpacked ${beside.toFixed(1)} MB beside Electron`,
    });
    expect(archive + beside).toBeLessThanOrEqual(MOST);

    const files = listPackage(join(resources, 'app.asar'), { isPack: false }).map((file) =>
      file.replaceAll('\\', '/'),
    );
    for (const file of [
      '/package.json',
      '/LICENSE',
      '/out/main/index.js',
      '/out/main/session.js',
      '/out/main/figures.js',
      '/out/main/worker.js',
      '/out/preload/preload.cjs',
      '/out/renderer/index.html',
      '/out/dashboard/dashboard.js',
    ])
      expect(files).toContain(file);
    const strange = files.filter((file) =>
      /^\/(src-|e2e|bench|docs|\.)|\.(map|d\.ts|test\.[jt]s)$|^\/node_modules\/(svelte|three|electron|vite)\//.test(
        file,
      ),
    );
    expect(strange).toEqual([]);
  },
);

test(
  'the packed app has what figures are drawn with where it is found',
  { tag: ['@both', '@packaged'] },
  ({ resources }) => {
    const files = listPackage(join(resources, 'app.asar'), { isPack: false }).map((file) =>
      file.replaceAll('\\', '/'),
    );
    for (const file of ['/node_modules/pdfkit/js/pdfkit.node.mjs', '/node_modules/fontkit/dist/module.mjs'])
      expect(files).toContain(file);
    expect(files.filter((file) => /\/pdfkit\/.*(browser|standalone|yarn).*\.c?js$/.test(file))).toEqual([]);

    const beside = join(resources, 'app.asar.unpacked');
    for (const style of ['Regular', 'Bold', 'Italic'])
      expect(existsSync(join(beside, `resources/fonts/Arimo-${style}.ttf`))).toBe(true);
    expect(existsSync(join(beside, 'resources/fonts/LICENSE'))).toBe(true);

    // The native part of this system and no other, beside the archive with the library that it is linked to.
    const own = `${process.platform}-${process.arch}`;
    const native = readdirSync(join(beside, 'node_modules/@img')).filter((name) => name.startsWith('sharp-'));
    expect(native.filter((name) => !name.endsWith(own))).toEqual([]);
    const vips = createRequire(join(beside, 'package.json'))(`@img/sharp-${own}/sharp.node`) as {
      libvipsVersion: () => { semver: string };
    };
    expect(vips.libvipsVersion().semver).toMatch(/^8\./);
  },
);

test(
  'the packed app opens the example, runs a model, draws it and exports it',
  { tag: ['@both', '@packaged'] },
  async ({ app, page, profile }) => {
    expect(await app.electron.evaluate(({ app: electronApp }) => electronApp.getAppPath())).toMatch(
      /app\.asar$/,
    );
    await page.getByRole('button', { name: /Pancreas endocrinogenesis/ }).click();
    // Read by the HDF5 library on a thread of its own, and kept by SQLite.
    await expect.poll(async () => (await projectOf(page))?.datasets.length).toBe(1);

    const runId = await page.evaluate(async () => {
      const settings = { model: 'steady_state', fate: false, seed: 0, parameters: {} };
      const asked = { datasetId: 1, name: 'Packed', note: '', settings };
      const answer = await (window as unknown as { rnavelocity: Calls }).rnavelocity.runs.add(asked);
      if (!answer.ok) throw new Error(answer.error.message);
      return (answer.value as { runId: number }).runId;
    });
    const outcome = async () => {
      const run = (await projectOf(page))?.runs.find(({ id }) => id === runId);
      return run && (run.error ?? run.status);
    };
    await expect.poll(outcome, { timeout: 45_000 }).toBe('done');
    await expect
      .poll(() => page.evaluate(() => performance.getEntriesByName('embedding-drawn').length))
      .toBeGreaterThan(0);

    for (const [format, start] of Object.entries({ pdf: '%PDF-', png: '\u0089PNG' })) {
      const path = join(profile, `figure.${format}`);
      await app.stubSaveDialog(path);
      const drawn = await page.evaluate((asked) => {
        const spec = { panels: [{ kind: 'embedding' }] };
        const { figures } = (window as unknown as { rnavelocity: Calls }).rnavelocity;
        return figures.export({ spec, name: 'Packed', format: asked, dpi: 150 });
      }, format);
      expect(drawn.ok ? 'drawn' : drawn.error.message).toBe('drawn');
      expect(readFileSync(path, 'latin1').startsWith(start)).toBe(true);
    }

    const folder = join(profile, 'exported');
    mkdirSync(folder);
    await app.stubOpenDialog(folder);
    const exported = await page.evaluate(
      (id) => (window as unknown as { rnavelocity: Calls }).rnavelocity.runs.export({ runId: id }),
      runId,
    );
    expect(exported.ok ? 'exported' : exported.error.message).toBe('exported');
    const files = readdirSync(folder);
    expect(files).toContain('velocity_dashboard.html');
    expect(files.filter((name) => name.endsWith('.h5ad'))).toHaveLength(1);
    // The dashboard's script lies in the archive.
    expect(readFileSync(join(folder, 'velocity_dashboard.html'), 'utf8').length).toBeGreaterThan(500_000);
  },
);

type Calls = Record<string, Record<string, (args: unknown) => Promise<Answer<unknown>>>>;

async function projectOf(page: Page): Promise<ProjectInfo | undefined> {
  const answer = await page.evaluate(
    () =>
      (window as unknown as { rnavelocity: Calls }).rnavelocity.project.info(undefined) as Promise<
        Answer<ProjectInfo>
      >,
  );
  return answer.ok ? answer.value : undefined;
}

/** Where the archive lies beside a packed app's executable. */
function resourcesOf(executable: string): string {
  return join(executable, '..', process.platform === 'darwin' ? '../Resources' : 'resources');
}
