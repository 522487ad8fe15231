import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import type { Page } from '@playwright/test';
import SqliteDatabase from 'better-sqlite3';

import { expect, test } from '../fixtures.ts';
import { RunningApp } from '../runningApp.ts';
import { expectDrawn, finishedProject, message, openExample, PANCREAS, runRow } from '../steps.ts';

const appFolder = resolve(import.meta.dirname, '../..');

/** Overwrites bytes of a file, as a failing disk does. */
function damage(path: string, from: number, length: number): void {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(length, 0xa5), 0, length, from);
  closeSync(file);
}

/** Forbids writing to a file, even to the system's administrator; gives what allows it again. */
function forbidWriting(path: string): () => void {
  if (process.getuid?.() === 0) {
    execFileSync('chattr', ['+i', path]);
    return () => execFileSync('chattr', ['-i', path]);
  }
  chmodSync(path, 0o444);
  return () => {
    chmodSync(path, 0o644);
  };
}

/** Turns a project into one of the first schema, which had no roles, notes, edits, selections and view state. */
function makeOld(path: string): void {
  const database = new SqliteDatabase(path);
  database.pragma('foreign_keys = OFF');
  for (const column of ['roles', 'known', 'complete', 'cells_checksum', 'genes_checksum'])
    database.exec(`ALTER TABLE datasets DROP COLUMN ${column}`);
  for (const table of ['edits', 'selections', 'figures', 'view_state']) database.exec(`DROP TABLE ${table}`);
  for (const index of ['runs_of_dataset', 'run_steps_of_result', 'step_results_of_dataset'])
    database.exec(`DROP INDEX ${index}`);
  for (const column of ['note', 'queued_at']) database.exec(`ALTER TABLE runs DROP COLUMN ${column}`);
  database.pragma('user_version = 1');
  database.close();
}

async function openByDialog(app: RunningApp, page: Page, path: string): Promise<void> {
  await app.stubOpenDialog(path);
  await page.getByRole('button', { name: 'Open project…' }).click();
}

/** Waits for what a window asks for last when it shows a run, so that closing it interrupts nothing. */
async function expectPortrait(page: Page): Promise<void> {
  await expect(page.getByRole('img', { name: /^Phase portrait of / })).toBeVisible({ timeout: 20_000 });
}

async function dismissAll(page: Page): Promise<void> {
  const dismiss = page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Dismiss' });
  while ((await dismiss.count()) > 0) await dismiss.first().click();
}

test(
  'a file that is no good project says why, and the start page stays usable',
  { tag: '@both' },
  async ({ app, page, profile, picture }) => {
    test.setTimeout(120_000);
    const folder = join(profile, 'projects');
    const project = (name: string): string => finishedProject(folder, name);
    const file = (name: string): string => join(folder, `${name}.rnavelocity`);

    const damaged = project('damaged');
    damage(damaged, 100, 4096);
    const truncated = project('truncated');
    truncateSync(truncated, Math.floor(statSync(truncated).size / 2));
    const newer = project('newer');
    const database = new SqliteDatabase(newer);
    database.pragma('user_version = 999');
    database.close();
    writeFileSync(file('empty'), '');
    writeFileSync(
      file('letter'),
      'a letter to a friend, longer than the header of a database file. '.repeat(20),
    );
    const other = new SqliteDatabase(file('other'));
    other.exec('CREATE TABLE t (a)');
    other.close();

    for (const [name, reason] of [
      ['damaged', 'the project file is damaged.'],
      ['truncated', 'the project file is damaged.'],
      ['empty', 'the project file is empty (0 bytes).'],
      ['letter', 'this is not a project file.'],
      ['other', 'this SQLite file is not an RNAVelocity project; another program made it.'],
      ['newer', 'the project was written by a newer RNAVelocity (schema 999; this one knows 2).'],
      ['missing', 'there is no such file.'],
    ] as const) {
      await openByDialog(app, page, file(name));
      await expect(message(page, new RegExp(`${name}\\.rnavelocity: ${escaped(reason)}$`))).toBeVisible();
      if (name === 'newer') await picture('newer');
      await dismissAll(page);
    }
    await expect(page.getByText('No projects yet.', { exact: false })).toBeVisible();

    const readOnly = project('read-only');
    const allow = forbidWriting(readOnly);
    try {
      await openByDialog(app, page, readOnly);
      await expect(message(page, /read-only\.rnavelocity: the project file is read-only\.$/)).toBeVisible();
      await expect(message(page, /^Copy it to a folder of yours/)).toBeVisible();
      await dismissAll(page);
    } finally {
      allow();
    }

    await openByDialog(app, page, readOnly);
    await expectDrawn(page);
  },
);

test(
  'a project of an older version is converted, and kept as it was beside it',
  { tag: '@both' },
  async ({ app, page, profile, picture }) => {
    const folder = join(profile, 'projects');
    const path = finishedProject(folder, 'old');
    makeOld(path);
    await openByDialog(app, page, path);
    await expectDrawn(page);
    await expect(message(page, /converted/)).toBeVisible();
    await expect(message(page, /old\.schema-1-backup\.rnavelocity/)).toBeVisible();
    await picture('converted');
    expect(readdirSync(folder)).toContain('old.schema-1-backup.rnavelocity');
    const backup = new SqliteDatabase(join(folder, 'old.schema-1-backup.rnavelocity'), { readonly: true });
    expect(backup.pragma('user_version', { simple: true })).toBe(1);
    backup.close();
    const again = await app.relaunch([path]);
    await expectDrawn(again);
    await expect(message(again, /converted/)).toBeHidden();
  },
);

test(
  'a project that is open elsewhere is not opened twice',
  { tag: '@both' },
  async ({ app, page, profile }) => {
    test.setTimeout(90_000);
    const path = finishedProject(join(profile, 'projects'), 'shared');
    await openByDialog(app, page, path);
    await expectDrawn(page);
    const elsewhere = mkdtempSync(join(tmpdir(), 'e2e-elsewhere-'));
    const other = await RunningApp.launch({ appPath: appFolder, profile: elsewhere });
    try {
      await openByDialog(other, other.page, path);
      await expect(
        message(other.page, /: the project is open in another window or program\.$/),
      ).toBeVisible();
      await dismissAll(other.page);
      await app.clickMenu('close-project');
      await expect(page.getByRole('region', { name: 'Recent projects' })).toBeVisible();
      await openByDialog(other, other.page, path);
      await expectDrawn(other.page);
    } finally {
      expect(await other.unexpectedErrors()).toEqual([]);
      await other.quit();
      rmSync(elsewhere, { recursive: true, force: true, maxRetries: 5 });
    }
  },
);

test(
  'files are opened by argument, by a second launch and by the system; those that are gone are told of',
  {
    tag: '@both',
  },
  async ({ app, page: first, profile }) => {
    test.setTimeout(90_000);
    const folder = join(profile, 'projects');
    const one = finishedProject(folder, 'one');
    const two = finishedProject(folder, 'two');

    await test.step('a second launch opens its file in the window without a project', async () => {
      await app.launchSecond([one]);
      await expect(runRow(first, 'First')).toBeVisible({ timeout: 20_000 });
      await expect(first.getByRole('button', { name: 'Project one' })).toBeVisible();
      await expectPortrait(first);
    });

    await test.step('the system opens a file in a window of its own where a project is open', async () => {
      const opened = app.electron.waitForEvent('window');
      await app.electron.evaluate(({ app: electron }, path) => {
        electron.emit('open-file', { preventDefault: () => undefined }, path);
      }, two);
      const second = await opened;
      await expect(second.getByRole('button', { name: 'Project two' })).toBeVisible({ timeout: 20_000 });
      await expectPortrait(second);
      await expect(first.getByRole('button', { name: 'Project one' })).toBeVisible();
    });

    await test.step('an argument opens its file at the start', async () => {
      const page = await app.relaunch([two]);
      await expect(page.getByRole('button', { name: 'Project two' })).toBeVisible({ timeout: 20_000 });
      expect(app.electron.windows()).toHaveLength(1);
      await expectPortrait(page);
    });

    await test.step('what is gone is said so', async () => {
      rmSync(two);
      const page = await app.relaunch([two]);
      await expect(message(page, /two\.rnavelocity: there is no such file\.$/)).toBeVisible();
      await dismissAll(page);
      const recents = page.getByRole('region', { name: 'Recent projects' });
      await expect(recents.getByRole('button', { name: /^two Not found/ })).toBeDisabled();
      await recents.getByRole('button', { name: 'Remove two from the list' }).click();
      await expect(recents.getByText('two', { exact: true })).toBeHidden();
      await recents.getByRole('button', { name: /^one / }).click();
      await expect(runRow(page, 'First')).toBeVisible();
      await expectPortrait(page);
    });
  },
);

test(
  'a dataset is exported before any run in every format, and what was written holds the same counts',
  { tag: '@both' },
  async ({ app, page, profile }) => {
    test.setTimeout(120_000);
    await openExample(page);
    const counts = countsOf(PANCREAS);
    const folder = join(profile, 'exports');
    mkdirSync(folder);
    const data = page.getByRole('region', { name: 'Data', exact: true });

    for (const [format, name] of [
      ['h5ad', 'cells.h5ad'],
      ['loom', 'cells.loom'],
      ['tables (CSV)', 'cells'],
    ]) {
      await test.step(format, async () => {
        await app.stubSaveDialog(join(folder, name));
        await data.getByRole('button', { name: /^Actions for Pancreas/ }).click();
        await page.getByRole('menuitem', { name: `Export dataset as ${format}…` }).click();
        await expect(message(page, new RegExp(`exported as ${escaped(name)}$`))).toBeVisible({
          timeout: 30_000,
        });
        await dismissAll(page);
        expect(countsOf(join(folder, name))).toEqual(counts);
      });
    }
    expect(readdirSync(folder).sort()).toEqual(['cells', 'cells.h5ad', 'cells.loom']);

    await test.step('nothing is replaced unasked, nor written where the user thinks better', async () => {
      await app.stubSaveDialog(join(folder, 'cells'));
      await data.getByRole('button', { name: /^Actions for Pancreas/ }).click();
      await page.getByRole('menuitem', { name: 'Export dataset as loom…' }).click();
      await expect(message(page, /there is something of that name already/)).toBeVisible();
      await dismissAll(page);
      await app.stubSaveDialog();
      await data.getByRole('button', { name: /^Actions for Pancreas/ }).click();
      await page.getByRole('menuitem', { name: 'Export dataset as h5ad…' }).click();
      await expect(data.getByRole('button', { name: /^Actions for Pancreas/ })).toBeEnabled();
      expect(readdirSync(folder)).toHaveLength(3);
    });

    await test.step('imported again, the project knows that it has these data', async () => {
      await app.stubOpenDialog(join(folder, 'cells.h5ad'));
      await data.getByRole('button', { name: 'Import data' }).click();
      await page.getByRole('menuitem', { name: 'Import a file…' }).click();
      await expect(page.getByRole('heading', { name: 'Import cells.h5ad' })).toBeVisible();
      await page.getByRole('button', { name: 'Import', exact: true }).click();
      await expect(message(page, 'The project has these data already')).toBeVisible({ timeout: 30_000 });
    });
  },
);

/** What the program would import from a file or folder, in numbers. */
function countsOf(path: string): unknown {
  const cli = join(appFolder, 'out/main/cli.js');
  const text = execFileSync(process.execPath, [cli, 'inspect', path, '--json'], { encoding: 'utf8' });
  const [{ cells, genes, totals }] = JSON.parse(text) as Record<'cells' | 'genes' | 'totals', unknown>[];
  return { cells, genes, totals };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
