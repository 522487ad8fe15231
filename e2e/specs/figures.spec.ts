import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Locator, Page } from '@playwright/test';

import { readPdf, readPng, readSvg, readTiff } from '../figureFiles.ts';
import { expect, test } from '../fixtures.ts';
import { difference, pixelsOf } from '../pixels.ts';
import type { RunningApp } from '../runningApp.ts';
import {
  addPanel,
  chooseForRun,
  colorBy,
  composer,
  expectDrawn,
  expectFigureDrawn,
  figurePanels,
  finishedProject,
  message,
  newFigure,
  setFlow,
  showFigures,
  showTab,
} from '../steps.ts';

/** Opens a copy of the project with one finished run, of steady states with fates. */
async function openFinished(app: RunningApp, page: Page, profile: string): Promise<void> {
  await app.stubOpenDialog(finishedProject(join(profile, 'projects')));
  await page.getByRole('button', { name: 'Open project…' }).click();
  await expectDrawn(page);
}

/** Writes the open figure, and waits until the app says so. */
async function exportAs(app: RunningApp, page: Page, path: string, dpi?: number): Promise<void> {
  const format = path.split('.').at(-1)!.toUpperCase();
  await app.stubSaveDialog(path);
  const dialog = await exportDialog(page, format);
  if (dpi) await dialog.getByRole('radio', { name: `${dpi} dpi` }).check();
  await dialog.getByRole('button', { name: 'Export…' }).click();
  await expect(message(page, new RegExp(`exported as .*\\.${format.toLowerCase()}$`))).toBeVisible({
    timeout: 60_000,
  });
  await expect(dialog).toBeHidden();
  await page
    .getByRole('region', { name: 'Messages' })
    .getByRole('button', { name: 'Dismiss' })
    .first()
    .click();
}

async function exportDialog(page: Page, format: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Export the figure' }).click();
  await page.getByRole('menuitem', { name: new RegExp(`^${format},`) }).click();
  const dialog = page.getByRole('dialog', { name: /^Export “/ });
  await expect(dialog).toBeVisible();
  return dialog;
}

/** Forbids making files in a folder, even to the system's administrator; gives what allows it again. */
function forbidWriting(folder: string): () => void {
  if (process.getuid?.() === 0) {
    execFileSync('chattr', ['+i', folder]);
    return () => execFileSync('chattr', ['-i', folder]);
  }
  chmodSync(folder, 0o555);
  return () => {
    chmodSync(folder, 0o755);
  };
}

/** What the composer says of the open figure. */
async function stateOf(page: Page): Promise<Record<string, unknown>> {
  const { settings } = composer(page);
  await settings.getByRole('tab', { name: 'Figure' }).click();
  const figure = {
    panels: await figurePanels(page).allTextContents(),
    title: await settings.getByLabel('Title', { exact: true }).inputValue(),
    columns: await settings.getByLabel('Columns', { exact: true }).inputValue(),
    width: await settings.getByLabel('Width', { exact: true }).inputValue(),
    caption: await settings.getByLabel('Caption', { exact: true }).inputValue(),
    zoom: await page.getByRole('status', { name: 'Magnification' }).textContent(),
  };
  await settings.getByRole('tab', { name: 'Panel' }).click();
  return { ...figure, panel: await settings.getByRole('heading', { level: 2 }).textContent() };
}

test(
  'a figure of four panels is composed of what is seen, exported in every format, and reopens as it was',
  { tag: '@both' },
  async ({ app, page: first, profile, picture }) => {
    test.setTimeout(400_000);
    const folder = join(profile, 'exported');
    mkdirSync(folder);
    await openFinished(app, first, profile);

    await test.step('the embedding, a gene and the fates are added as they are seen', async () => {
      const page = first;
      await colorBy(page, 'Gcg');
      await setFlow(page, 'Lines');
      await page.getByRole('button', { name: 'Add this picture to a figure' }).click();
      await expect(message(page, 'Added to “Figure 1”')).toBeVisible();
      await colorBy(page, 'Clusters');
      const add = async (panel: Locator, name: RegExp | string): Promise<void> => {
        await panel.getByRole('button', { name }).click();
        await expect(panel.getByRole('button', { name })).toBeEnabled();
      };
      await add(await showTab(page, 'Genes'), /^Add the phase portrait of .* to “Figure 1”$/);
      await add(await showTab(page, 'Fates'), 'Add the fate composition to “Figure 1”');
      await page.getByRole('button', { name: 'Show the figure' }).click();
      await expectFigureDrawn(page, 3);
    });

    await test.step('a heatmap is added, and the page set', async () => {
      const page = first;
      await addPanel(page, 'Heatmap');
      const { settings } = composer(page);
      await settings.getByLabel('Number of genes').fill('12');
      await settings.getByRole('tab', { name: 'Figure' }).click();
      await settings.getByLabel('Title', { exact: true }).fill('Endocrinogenesis');
      // A second panel has made it one of two columns.
      await expect(settings.getByLabel('Columns', { exact: true })).toHaveValue('2');
      await expect(settings.getByLabel('Width', { exact: true })).toHaveValue('nature-double');
      await settings.getByLabel('Caption', { exact: true }).fill('Cells of the mouse pancreas.');
      await settings.getByLabel('Provenance in the caption').check();
      await expectFigureDrawn(page, 4);
      await expect(page.getByText(/^183 × [\d.]+ mm$/)).toBeVisible();
      await expect(page.getByText(/^Cells of the mouse pancreas\. .*RNAVelocity/)).toBeVisible();
      await picture('composed');
    });

    await test.step('what is no number is not taken, and says so', async () => {
      const { settings } = composer(first);
      const size = settings.getByLabel('Font size');
      await size.fill('huge');
      await expect(settings.getByText('Enter a number from 3 to 72.')).toBeVisible();
      await size.blur();
      await expect(size).toHaveValue('7');
    });

    let height = 0;
    await test.step('the SVG has its size, layers and text', async () => {
      await exportAs(app, first, join(folder, 'figure.svg'));
      const svg = readSvg(join(folder, 'figure.svg'));
      expect(svg).toMatchObject({ valid: true, broken: false });
      expect(svg.width).toBeCloseTo(183, 1);
      height = svg.height;
      for (const name of [
        'Panel a: Embedding',
        'Panel b: Phase portrait',
        'Panel c: Fate composition',
        'Panel d: Heatmap',
      ])
        expect(svg.layers).toContain(name);
      for (const text of ['Endocrinogenesis', 'a', 'b', 'c', 'd', 'Gcg']) expect(svg.texts).toContain(text);
      expect(svg.texts.join(' ')).toContain('Cells of the mouse pancreas.');
    });

    await test.step('the PDF has its size, text as text, and embedded fonts', async () => {
      await exportAs(app, first, join(folder, 'figure.pdf'));
      const pdf = await readPdf(join(folder, 'figure.pdf'));
      expect(pdf).toMatchObject({ pages: 1, title: 'Endocrinogenesis' });
      expect(pdf.width).toBeCloseTo(183, 0);
      expect(pdf.height).toBeCloseTo(height, 0);
      expect(pdf.text).toContain('Endocrinogenesis');
      expect(pdf.text).toContain('Gcg');
      expect(pdf.fonts.length).toBeGreaterThan(1);
      expect(pdf.fonts.filter(({ embedded }) => !embedded)).toEqual([]);
      expect(pdf.images).toBeGreaterThan(0);
    });

    await test.step('PNG and TIFF have the pixels of their size and resolution', async () => {
      await exportAs(app, first, join(folder, 'figure.png'), 150);
      await exportAs(app, first, join(folder, 'figure.tiff'), 300);
      const [png, tiff] = [readPng(join(folder, 'figure.png')), readTiff(join(folder, 'figure.tiff'))];
      expect(png).toMatchObject({ dpi: 150, columns: Math.round((183 / 25.4) * 150) });
      expect(tiff).toMatchObject({ dpi: 300, columns: Math.round((183 / 25.4) * 300) });
      for (const file of [png, tiff]) {
        expect(file.width).toBeCloseTo(183, 0);
        expect(file.height).toBeCloseTo(height, 0);
        expect(file.ink).toBeGreaterThan(0.02);
      }
      expect(Math.abs(png.ink - tiff.ink)).toBeLessThan(0.05);
      expect(readdirSync(folder).sort()).toEqual(['figure.pdf', 'figure.png', 'figure.svg', 'figure.tiff']);
    });

    await figurePanels(first).nth(1).click();
    await first.getByRole('button', { name: 'Zoom in' }).click();
    const before = await stateOf(first);
    const drawn = await pixelsOf(
      first.getByRole('region', { name: 'Figure', exact: true }).getByRole('img').first(),
    );

    await test.step('quit and started again, the figure is as it was', async () => {
      const page = await app.relaunch();
      await page
        .getByRole('region', { name: 'Recent projects' })
        .getByRole('button', { name: /^Finished / })
        .click();
      await expectFigureDrawn(page, 4);
      expect(await stateOf(page)).toEqual(before);
      const image = page.getByRole('region', { name: 'Figure', exact: true }).getByRole('img').first();
      await expect
        .poll(async () => difference(drawn, await pixelsOf(image)), { timeout: 60_000 })
        .toBeLessThan(0.0005);
    });

    await test.step('a figure whose run is deleted says so, and what to do', async () => {
      const { page } = app;
      await showFigures(page);
      await chooseForRun(page, 'First', 'Delete');
      await page.getByRole('button', { name: 'Delete', exact: true }).click();
      await showFigures(page);
      await expect(page.getByRole('alert')).toContainText(/run/);
      await expect(page.getByRole('button', { name: 'Export the figure' })).toBeVisible();
      await expect(page.getByRole('region', { name: 'Figures' })).toContainText('its run was deleted');
      await picture('without its run');
    });
  },
);

test(
  'an export that cannot be written or is cancelled leaves nothing',
  { tag: '@both' },
  async ({ app, page, profile, picture }) => {
    test.setTimeout(300_000);
    const folder = join(profile, 'locked');
    mkdirSync(folder);
    await openFinished(app, page, profile);
    await showFigures(page);
    await newFigure(page, 'Embedding only');
    await expectFigureDrawn(page, 1);

    await test.step('an unwritable folder', async () => {
      const allow = forbidWriting(folder);
      try {
        await app.stubSaveDialog(join(folder, 'figure.pdf'));
        const dialog = await exportDialog(page, 'PDF');
        await dialog.getByRole('button', { name: 'Export…' }).click();
        await expect(dialog.getByRole('alert')).toContainText('figure.pdf');
        await picture('unwritable');
        await dialog.getByRole('button', { name: 'Cancel' }).click();
      } finally {
        allow();
      }
      expect(readdirSync(folder)).toEqual([]);
    });

    await test.step('a dialog that is dismissed', async () => {
      await app.stubSaveDialog();
      const dialog = await exportDialog(page, 'PNG');
      await dialog.getByRole('button', { name: 'Export…' }).click();
      await expect(dialog.getByRole('button', { name: 'Export…' })).toBeEnabled();
      await dialog.getByRole('button', { name: 'Cancel' }).click();
    });

    await test.step('more pixels than can be drawn', async () => {
      const { settings } = composer(page);
      await settings.getByRole('tab', { name: 'Figure' }).click();
      await settings.getByLabel('Width', { exact: true }).selectOption('Another width…');
      await settings.getByLabel('Width in mm').fill('1800');
      await expect(page.getByText(/^1,800 × /)).toBeVisible({ timeout: 20_000 });
      await app.stubSaveDialog(join(folder, 'figure.tiff'));
      const dialog = await exportDialog(page, 'TIFF');
      await dialog.getByRole('radio', { name: '1200 dpi' }).check();
      await dialog.getByRole('button', { name: 'Export…' }).click();
      await expect(dialog.getByRole('alert')).toContainText(/at most \d+ dpi/);
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      expect(readdirSync(folder)).toEqual([]);
    });

    await test.step('a cancelled one', async () => {
      const { settings } = composer(page);
      await settings.getByLabel('Width', { exact: true }).selectOption('slide');
      await expect(page.getByText(/^338\.7 × /)).toBeVisible();
      const dialog = await exportDialog(page, 'TIFF');
      await dialog.getByRole('radio', { name: '600 dpi' }).check();
      await dialog.getByRole('button', { name: 'Export…' }).click();
      await dialog.getByRole('progressbar').waitFor();
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await expect(message(page, 'The export was cancelled')).toBeVisible({ timeout: 20_000 });
      expect(readdirSync(folder)).toEqual([]);
    });
  },
);

test(
  'panels are put in another order by keys alone, edits taken back, and colours checked',
  { tag: '@both' },
  async ({ app, page, profile, picture }) => {
    test.setTimeout(300_000);
    await openFinished(app, page, profile);
    await showFigures(page);
    await newFigure(page, 'Overview');
    await expectFigureDrawn(page, 4);
    const kinds = ['Embedding', 'Phase portrait', 'Heatmap', 'Fate composition'];
    const order = async (): Promise<string[]> =>
      (await figurePanels(page).allTextContents()).map(
        (text) => kinds.find((kind) => text.includes(kind)) ?? text,
      );

    await test.step('by keys alone', async () => {
      await page
        .getByRole('button', { name: /^Show or hide|^Hide figures and panels/ })
        .first()
        .focus();
      for (let presses = 0; presses < 60; presses++) {
        await page.keyboard.press('Tab');
        if (
          await figurePanels(page)
            .first()
            .evaluate((node) => node === document.activeElement)
        )
          break;
      }
      await expect(figurePanels(page).first()).toBeFocused();
      await page.keyboard.press('Alt+ArrowDown');
      await expect.poll(order).toEqual([kinds[1], kinds[0], kinds[2], kinds[3]]);
      await expect(figurePanels(page).nth(1)).toBeFocused();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Alt+ArrowUp');
      await expect.poll(order).toEqual([kinds[1], kinds[0], kinds[3], kinds[2]]);
      await page.keyboard.press('Enter');
      await expect(composer(page).settings.getByRole('heading', { level: 2 })).toContainText(
        'Fate composition',
      );
      await page.keyboard.press('Delete');
      await expect.poll(order).toEqual([kinds[1], kinds[0], kinds[2]]);
    });

    await test.step('and taken back', async () => {
      for (let edits = 0; edits < 3; edits++) await page.keyboard.press('ControlOrMeta+z');
      await expect.poll(order).toEqual(kinds);
      await page.keyboard.press('ControlOrMeta+Shift+z');
      await expect.poll(order).toEqual([kinds[1], kinds[0], kinds[2], kinds[3]]);
      await expectFigureDrawn(page, 4);
    });

    await test.step('a panel is found in the picture', async () => {
      await page.getByRole('button', { name: /^Panel c: / }).click();
      await expect(composer(page).settings.getByRole('heading', { level: 2 })).toContainText('Heatmap');
    });

    await test.step('colours as others see them', async () => {
      const image = page.getByRole('region', { name: 'Figure', exact: true }).getByRole('img').first();
      const usual = await pixelsOf(image);
      await page.getByRole('button', { name: /^Colours as seen with/ }).click();
      await page.getByRole('menuitem', { name: 'Greyscale' }).click();
      await expect
        .poll(async () => difference(usual, await pixelsOf(image)), { timeout: 30_000 })
        .toBeGreaterThan(0.01);
      const { rgb } = await pixelsOf(image);
      let coloured = 0;
      for (let p = 0; p < rgb.length; p += 3)
        if (Math.max(rgb[p], rgb[p + 1], rgb[p + 2]) - Math.min(rgb[p], rgb[p + 1], rgb[p + 2]) > 12)
          coloured++;
      // The frame of the selected panel keeps its colour.
      expect(coloured / (rgb.length / 3)).toBeLessThan(0.02);
      await picture('greyscale');
    });

    await test.step('figures are renamed, duplicated, and deleted after a question', async () => {
      const list = page.getByRole('region', { name: 'Figures' });
      await list.getByRole('button', { name: 'What to do with “Overview”' }).click();
      await page.getByRole('menuitem', { name: 'Rename' }).click();
      await page.getByRole('textbox', { name: 'Name of the figure' }).fill('Figure 2');
      await page.keyboard.press('Enter');
      await list.getByRole('button', { name: 'What to do with “Figure 2”' }).click();
      await page.getByRole('menuitem', { name: 'Duplicate' }).click();
      await expect(list.getByRole('listitem')).toHaveCount(2);
      await list.getByRole('button', { name: 'What to do with “Figure 2”' }).click();
      await page.getByRole('menuitem', { name: 'Delete…' }).click();
      await list.getByRole('button', { name: 'Delete', exact: true }).click();
      await expect(list.getByRole('listitem')).toHaveCount(1);
      await expect(list).toContainText('Figure 2 copy');
    });
  },
);
