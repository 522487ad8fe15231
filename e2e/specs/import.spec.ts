import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures.ts';
import {
  choose,
  expectDrawn,
  expectStatus,
  exportedData,
  fillRun,
  PANCREAS,
  startRun,
  message,
} from '../steps.ts';
import { CELLS_A_SAMPLE, CELLS_LEFT_OUT, writeSampleFiles } from '../sampleFiles.ts';

/** A copy of the data under another name. */
function copyOfData(folder: string, name: string): string {
  const path = join(folder, name);
  copyFileSync(PANCREAS, path);
  return path;
}

/** The folder that STARsolo writes, a quarter of it filled; gives its path. */
function folderOfMatrices(folder: string, cells: number, genes: number): string {
  mkdirSync(folder);
  const names = (prefix: string, count: number): string =>
    Array.from({ length: count }, (_, i) => `${prefix}${String(i + 1)}\n`).join('');
  writeFileSync(join(folder, 'barcodes.tsv'), names('CELL', cells));
  writeFileSync(join(folder, 'features.tsv'), names('Gene', genes));
  for (const [name, factor] of [
    ['spliced', 5],
    ['unspliced', 2],
    ['ambiguous', 1],
  ] as const) {
    const entries: string[] = [];
    for (let cell = 1; cell <= cells; cell++)
      for (let gene = 1 + (cell % 4); gene <= genes; gene += 4)
        entries.push(`${String(gene)} ${String(cell)} ${String(1 + ((cell * gene * factor) % 11))}`);
    const header = `%%MatrixMarket matrix coordinate integer general\n%\n${String(genes)} ${String(cells)} ${String(entries.length)}`;
    writeFileSync(join(folder, `${name}.mtx`), `${header}\n${entries.join('\n')}\n`);
  }
  return folder;
}

async function projects(profile: string): Promise<string[]> {
  const folder = join(profile, 'home/Documents/RNAVelocity');
  await expect.poll(() => readdirSync(folder).filter((name) => /-(wal|journal|shm)$/.test(name))).toEqual([]);
  return readdirSync(folder);
}

/** Clicks Cancel as soon as the counts are being stored: by the page itself, which no load of the machine makes too late. */
function cancelWhileStoring(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        const look = (): void => {
          const footer = document.querySelector('footer');
          const cancel = [...(footer?.querySelectorAll('button') ?? [])].find(
            ({ textContent }) => textContent.trim() === 'Cancel',
          );
          if (!cancel || !footer?.textContent.includes('Storing them in the project')) return;
          observer.disconnect();
          cancel.click();
          resolve();
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
      }),
  );
}

async function expectPreview(page: Page, file: string): Promise<void> {
  await expect(page.getByRole('heading', { name: `Import ${file}` })).toBeVisible();
  const facts = page.getByRole('region', { name: 'The file' });
  await expect(facts.getByRole('definition').filter({ hasText: /^739$/ })).toBeVisible({ timeout: 20_000 });
  await expect(facts.getByRole('definition').filter({ hasText: /^7,192$/ })).toBeVisible();
  await expect(facts.getByText(/^clusters 8: /)).toContainText('Pre-endocrine');
  const counts = page.getByRole('region', { name: 'Counts' });
  await expect(counts.getByText(/^\d+(\.\d)? ?% unspliced/)).toBeVisible({ timeout: 20_000 });
  await expect(counts.getByRole('combobox', { name: 'Spliced counts', exact: true })).toHaveValue('spliced');
  await expect(counts.getByRole('combobox', { name: 'Unspliced counts' })).toHaveValue('unspliced');
}

test(
  'a file chosen in the dialog is previewed, described and stored where the user says',
  {
    tag: '@both',
  },
  async ({ app, page, profile, picture }) => {
    test.setTimeout(120_000);
    await app.stubOpenDialog(copyOfData(profile, 'embryo.h5ad'));
    await page.getByRole('button', { name: 'Choose file…' }).click();
    await expectPreview(page, 'embryo.h5ad');

    await test.step('the usual columns are proposed, and what is known is said', async () => {
      const clusters = page.getByRole('combobox', { name: 'Clusters' });
      await expect(clusters).toHaveValue('clusters');
      await page.getByRole('combobox', { name: 'Root' }).selectOption('Ductal');
      await page.getByRole('button', { name: 'Add a transition' }).click();
      await page.getByRole('combobox', { name: 'From, new transition' }).selectOption('Pre-endocrine');
      await page.getByRole('combobox', { name: 'To, new transition' }).selectOption('Beta');
      await expect(page.getByRole('combobox', { name: 'To, transition 1' })).toHaveValue('Beta');
      await page.getByRole('textbox', { name: 'Dataset' }).fill('Mouse pancreas');
      await picture('preview');
    });

    const place = join(profile, 'elsewhere');
    await test.step('the project lies where the user wants it', async () => {
      mkdirSync(place);
      await app.stubSaveDialog(join(place, 'Embryo.rnavelocity'));
      await expect(page.getByText(/^Mouse pancreas in .*RNAVelocity$/)).toBeVisible();
      await page.getByRole('button', { name: 'Change…' }).click();
      await expect(page.getByText(/^Embryo in .*elsewhere$/)).toBeVisible();
      await page.getByRole('button', { name: 'Import', exact: true }).click();
      await expect(page.getByRole('progressbar', { name: 'Import' })).toBeVisible();
    });

    await test.step('a dataset without an embedding offers the run that computes one', async () => {
      const data = page.getByRole('region', { name: 'Data', exact: true });
      await expect(data.getByRole('button', { name: 'Mouse pancreas 739 cells' })).toBeVisible({
        timeout: 30_000,
      });
      await expect(data.getByRole('definition').filter({ hasText: 'Pre-endocrine → Beta' })).toBeVisible();
      await expect(data.getByRole('definition').filter({ hasText: /^Ductal$/ })).toBeVisible();
      await expect(page.getByRole('form', { name: 'New run of Mouse pancreas' })).toBeVisible();
      await expect(page.getByRole('button', { name: 'Project Embryo' })).toBeVisible();
      expect(readdirSync(place)).toContain('Embryo.rnavelocity');
      await page.getByRole('form').getByRole('button', { name: 'Cancel', exact: true }).click();
    });

    await test.step('the same data is not stored twice', async () => {
      await app.stubOpenDialog(copyOfData(profile, 'second.h5ad'));
      await choose(page, page.getByRole('banner').getByRole('button', { name: 'Import' }), 'File…');
      await expectPreview(page, 'second.h5ad');
      await expect(page.getByText('It is added to the project Embryo.')).toBeVisible();
      await page.getByRole('button', { name: 'Import', exact: true }).click();
      await expect(page.getByRole('heading', { name: 'Import second.h5ad' })).toBeHidden({
        timeout: 30_000,
      });
      await expect(message(page, 'The project has these data already')).toBeVisible();
      await expect(page.getByRole('button', { name: / 739 cells$/ })).toHaveCount(1);
    });

    await test.step('normalised values are no counts', async () => {
      await app.stubOpenDialog(exportedData());
      await choose(page, page.getByRole('banner').getByRole('button', { name: 'Import' }), 'File…');
      await expect(page.getByText(/a count is not a whole number/)).toBeVisible({ timeout: 20_000 });
      await expect(page.getByText(/RNA velocity is computed from raw counts/)).toBeVisible();
      await expect(page.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
      await page.getByRole('button', { name: 'Back' }).click();
    });

    await test.step('a second dataset, of a folder of matrices, stands in the same project', async () => {
      await app.stubOpenDialog(folderOfMatrices(join(profile, 'Velocyto'), 100, 50));
      await choose(
        page,
        page.getByRole('banner').getByRole('button', { name: 'Import' }),
        'Folder of matrices…',
      );
      await page.getByRole('textbox', { name: 'Dataset' }).fill('Pilot');
      await page.getByRole('button', { name: 'Import', exact: true }).click();
      await expect(page.getByRole('button', { name: 'Pilot 100 cells' })).toBeVisible({ timeout: 30_000 });
      await expect(page.getByRole('button', { name: 'Mouse pancreas 739 cells' })).toBeVisible();
      await page.getByRole('form').getByRole('button', { name: 'Cancel', exact: true }).click();
      await page.getByRole('button', { name: 'Mouse pancreas 739 cells' }).click();
      await expectDrawn(page);
    });
  },
);

test(
  'a dropped file can be cancelled while it is stored, and nothing is left of it',
  { tag: '@both' },
  async ({ app, page, profile }) => {
    const data = folderOfMatrices(join(profile, 'dropped'), 3000, 1200);
    await app.dropFiles([data], { x: 400, y: 300 });
    await expect(page.getByRole('heading', { name: 'Import dropped' })).toBeVisible();
    const footer = page.getByRole('contentinfo');
    await expect(footer.getByRole('button', { name: 'Import' })).toBeEnabled({ timeout: 30_000 });
    const cancelled = cancelWhileStoring(page);
    await footer.getByRole('button', { name: 'Import' }).click();
    await cancelled;
    await expect(footer.getByRole('button', { name: 'Import' })).toBeEnabled({ timeout: 20_000 });
    await expect(page.getByRole('heading', { name: 'Import dropped' })).toBeVisible();
    await app.relaunch();
    await expect(app.page.getByText('No projects yet.', { exact: false })).toBeVisible();
    expect(await projects(profile)).toEqual([]);
  },
);

test(
  'files that hold no counts are refused with a reason, and nothing is stored',
  { tag: '@both' },
  async ({ app, page, profile, picture }) => {
    const letter = join(profile, 'letter.h5ad');
    writeFileSync(letter, 'Dear colleague! The cells are in the other file.\n'.repeat(50));
    const half = join(profile, 'half.h5ad');
    const whole = readFileSync(PANCREAS);
    writeFileSync(half, whole.subarray(0, whole.length / 2));
    const empty = join(profile, 'empty.h5ad');
    writeFileSync(empty, '');

    for (const [path, reason] of [
      [letter, /the format of this file is not known/],
      [half, /not complete|cut off/],
      [empty, /empty/i],
    ] as const) {
      await app.stubOpenDialog(path);
      await page.getByRole('button', { name: /^Choose (another )?file…$/ }).click();
      const name = path.split('/').at(-1) ?? '';
      await expect(page.getByRole('heading', { name: `${name} cannot be imported` })).toBeVisible();
      await expect(page.getByText(reason).first()).toBeVisible();
      await picture(name);
    }
    await page.getByRole('button', { name: 'Back' }).click();
    await expect(page.getByText('No projects yet.', { exact: false })).toBeVisible();
    expect(await projects(profile)).toEqual([]);

    await test.step('another file can be imported after them, and run', async () => {
      test.setTimeout(120_000);
      await app.dropFiles([copyOfData(profile, 'good.h5ad')], { x: 500, y: 300 });
      await expectPreview(page, 'good.h5ad');
      await page.getByRole('button', { name: 'Import', exact: true }).click();
      await expect(page.getByRole('form', { name: /^New run/ })).toBeVisible({ timeout: 30_000 });
      await startRun(
        await fillRun(page, {
          model: 'Steady state',
          name: 'After all',
          parameters: { 'Number of genes': '200' },
        }),
      );
      await expectStatus(page, 'After all', 'Done');
    });
  },
);

/** The numbers of cells that the list of files shows: of each sample, and of all together. */
async function expectCells(page: Page, ...cells: number[]): Promise<void> {
  const rows = page.getByRole('region', { name: /^Counts of \d+ samples$/ }).getByRole('row');
  for (const [i, count] of cells.entries())
    await expect(rows.nth(i + 1).getByRole('cell', { name: String(count), exact: true })).toBeVisible({
      timeout: 20_000,
    });
}

test(
  'counts of two samples and their clusters are put together, and cells are lost only where the user says so',
  { tag: '@both' },
  async ({ app, page, profile, picture }) => {
    test.setTimeout(120_000);
    const { counts, table, shortTable } = await writeSampleFiles(profile);
    const all = 2 * CELLS_A_SAMPLE;
    const matched = all - CELLS_LEFT_OUT;
    const importButton = page.getByRole('contentinfo').getByRole('button', { name: 'Import' });
    const annotations = page.getByRole('region', { name: 'Annotations' });

    await test.step('files chosen together are sorted by what they hold', async () => {
      await app.stubOpenDialog(counts[1], shortTable, counts[0]);
      await page.getByRole('button', { name: 'Choose file…' }).click();
      await expect(page.getByRole('heading', { name: 'Import 3 files' })).toBeVisible();
      await expect(page.getByRole('textbox', { name: 'Sample of sampleA.loom' })).toHaveValue('sampleA');
      await expectCells(page, CELLS_A_SAMPLE, CELLS_A_SAMPLE);
      await expect(annotations.getByText('fewer.csv')).toBeVisible();
      await expect(
        annotations.getByText(`${String(matched)} of ${String(all)} cells with counts`),
      ).toBeVisible({
        timeout: 20_000,
      });
      await expect(annotations.getByText(/the 16 bases are compared/)).toBeVisible();
      await expect(annotations.getByRole('row', { name: 'sampleB sampleB 188' })).toBeVisible();
    });

    await test.step('where cells do not match, the import waits for a choice', async () => {
      await expect(importButton).toBeDisabled();
      await expect(page.getByText('Choose what becomes of the cells that do not match.')).toBeVisible();
      await picture('choice');
      await annotations
        .getByRole('radio', { name: `Keep all ${String(all)} cells; 12 stay without annotation` })
        .check();
      await expectCells(page, CELLS_A_SAMPLE, CELLS_A_SAMPLE, all);
      await expect(page.getByRole('combobox', { name: 'Embedding' })).toHaveValue('');
      await expect(importButton).toBeEnabled();
      await annotations
        .getByRole('radio', { name: `Keep only the ${String(matched)} cells that both have` })
        .check();
      await expectCells(page, CELLS_A_SAMPLE, CELLS_A_SAMPLE, matched);
      await expect(page.getByRole('combobox', { name: 'Embedding' })).toHaveValue('X_umap');
      await expect(importButton).toBeEnabled();
    });

    await test.step('annotations that fit all cells need no choice', async () => {
      await app.stubOpenDialog(table);
      await page.getByRole('button', { name: 'Remove fewer.csv' }).click();
      await expect(annotations).toBeHidden();
      await page.getByRole('button', { name: 'Add annotations…' }).click();
      await expect(annotations.getByText(`${String(all)} of ${String(all)} cells with counts`)).toBeVisible({
        timeout: 20_000,
      });
      await expect(annotations.getByRole('radio')).toHaveCount(0);
      await expect(page.getByRole('combobox', { name: 'Clusters' })).toHaveValue('clusters');
      await expect(importButton).toBeEnabled();
    });

    await test.step('samples can be renamed, each by a name of its own', async () => {
      const second = page.getByRole('textbox', { name: 'Sample of sampleA.loom' });
      await second.fill('sampleB');
      await second.press('Tab');
      await expect(page.getByText('Two samples are called “sampleB”.')).toBeVisible();
      await expect(importButton).toBeDisabled();
      await second.fill('day 1');
      await second.press('Tab');
      await expect(page.getByRole('textbox', { name: 'Dataset' })).toHaveValue('sampleB + day 1');
      await expect(importButton).toBeEnabled({ timeout: 20_000 });
    });

    await test.step('what was put together is drawn with its embedding and clusters', async () => {
      await importButton.click();
      const data = page.getByRole('region', { name: 'Data', exact: true });
      await expect(data.getByRole('button', { name: `sampleB + day 1 ${String(all)} cells` })).toBeVisible({
        timeout: 30_000,
      });
      await expectDrawn(page);
      await expect(page.getByText('State 3').first()).toBeVisible();
    });
  },
);

test(
  'of several files, those that cannot be used are named and can be taken away',
  { tag: '@both' },
  async ({ app, page, profile, picture }) => {
    test.setTimeout(90_000);
    const { counts, table } = await writeSampleFiles(profile);
    const letter = join(profile, 'letter.loom');
    writeFileSync(letter, 'Dear colleague! The cells are in the other file.\n'.repeat(50));
    const importButton = page.getByRole('contentinfo').getByRole('button', { name: 'Import' });

    await test.step('a table alone asks for the counts of its cells', async () => {
      await app.dropFiles([table], { x: 400, y: 300 });
      await expect(page.getByText('The file has no counts. Add those of its cells.')).toBeVisible();
      await expect(importButton).toBeDisabled();
    });

    await test.step('a bad file among those that are added is named', async () => {
      await app.dropFiles([counts[0], letter], { x: 400, y: 300 });
      await expect(page.getByRole('heading', { name: 'Import 3 files' })).toBeVisible();
      await expect(page.getByText('letter.loom cannot be used. Remove it to go on.')).toBeVisible({
        timeout: 20_000,
      });
      await expect(page.getByRole('alert')).toContainText(/format of this file is not known/);
      await expect(importButton).toBeDisabled();
      await picture('bad file');
      await page.getByRole('button', { name: 'Remove letter.loom' }).click();
    });

    await test.step('annotations of other cells ask whether to go on without them', async () => {
      const annotations = page.getByRole('region', { name: 'Annotations' });
      await expect(annotations.getByText('200 of 200 cells with counts')).toBeVisible({ timeout: 20_000 });
      await expect(importButton).toBeDisabled();
      await annotations
        .getByRole('radio', { name: 'Keep all 200 cells; leave out 200 annotated cells that have no counts' })
        .check();
      await expect(importButton).toBeEnabled({ timeout: 20_000 });
    });

    await test.step('without its annotations, one file is left as it would be alone', async () => {
      await page.getByRole('button', { name: 'Remove clusters.csv' }).click();
      await expect(page.getByRole('heading', { name: 'Import sampleA.loom' })).toBeVisible();
      const facts = page.getByRole('region', { name: 'The file', exact: true });
      await expect(facts.getByRole('definition').filter({ hasText: /^200$/ })).toBeVisible();
      await expect(importButton).toBeEnabled({ timeout: 20_000 });
      await page.getByRole('button', { name: 'Back' }).click();
      await expect(page.getByText('No projects yet.', { exact: false })).toBeVisible();
    });
  },
);
