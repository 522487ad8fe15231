import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures.ts';
import { decodedFrames, readFilm } from '../film.ts';
import type { RunningApp } from '../runningApp.ts';
import { expectDrawn, finishedProject, message } from '../steps.ts';

const WIDTH = 320;
const HEIGHT = 240;

/** Opens the dialog and asks for a small film of so many seconds. */
async function chooseFilm(app: RunningApp, page: Page, seconds: number): Promise<void> {
  await app.clickMenu('export-animation');
  const dialog = page.getByRole('dialog', { name: 'Export animation' });
  await dialog.getByRole('combobox', { name: 'Size' }).selectOption('Custom…');
  await dialog.getByRole('spinbutton', { name: 'Width' }).fill(String(WIDTH));
  await dialog.getByRole('spinbutton', { name: 'Height' }).fill(String(HEIGHT));
  await dialog.getByRole('spinbutton', { name: 'Seconds' }).fill(String(seconds));
  await dialog.getByText('24', { exact: true }).click();
  await dialog.getByText('White', { exact: true }).click();
  await dialog.getByRole('checkbox', { name: 'Legend' }).uncheck();
}

async function exportFilm(app: RunningApp, page: Page, path: string): Promise<void> {
  await app.stubSaveDialog(path);
  await page.getByRole('dialog').getByRole('button', { name: 'Export…' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
}

/** How much two pictures differ in the mean of their bytes. */
function difference(one: Buffer, two: Buffer): number {
  return one.reduce((sum, byte, k) => sum + Math.abs(byte - two[k]), 0) / one.length;
}

test(
  'the animated flow is exported as a film of the length, size and frames asked for',
  { tag: '@both' },
  async ({ app, page, profile, picture }) => {
    test.setTimeout(300_000);
    const folder = join(profile, 'films');
    mkdirSync(folder);
    await app.stubOpenDialog(finishedProject(join(profile, 'projects'), 'Film'));
    await page.getByRole('button', { name: 'Open project…' }).click();
    await expectDrawn(page);

    await test.step('what cannot be encoded is refused in words', async () => {
      await chooseFilm(app, page, 1.5);
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('spinbutton', { name: 'Width' }).fill('321');
      await expect(dialog.getByText('Width and height must be even numbers.')).toBeVisible();
      await expect(dialog.getByRole('button', { name: 'Export…' })).toBeDisabled();
      await dialog.getByRole('spinbutton', { name: 'Width' }).fill('60000');
      await expect(dialog.getByText(/^This computer can record \d+ × \d+ pixels at most/)).toBeVisible();
      await picture('refused');
      await dialog.getByRole('spinbutton', { name: 'Width' }).fill(String(WIDTH));
      await expect(dialog.getByText('36 frames')).toBeVisible();
      await picture('dialog');
    });

    const path = join(folder, 'first.webm');
    await test.step('the film is what was asked for', async () => {
      await exportFilm(app, page, path);
      await expect(message(page, 'first.webm is written')).toBeVisible({ timeout: 120_000 });
      const film = await readFilm(path);
      expect(film.duration).toBeCloseTo(1.5, 3);
      expect([film.width, film.height]).toEqual([WIDTH, HEIGHT]);
      expect(['vp9', 'vp8']).toContain(film.codec);
      expect(film.times).toHaveLength(36);
      film.times.forEach((time, k) => expect(Math.abs(time - k / 24)).toBeLessThan(0.001));
      expect(film.tags.title).toContain('First');
      expect(film.tags.comment).toMatch(/^Made with RNAVelocity \d+\.\d+\.\d+$/m);
      expect(film.tags.comment).toMatch(/^Run: First \(1\), steady state model, seed 0, /m);
      expect(film.tags.comment).toMatch(/^Dataset: .*, fingerprint [0-9a-f]{8,}$/m);
      expect(film.tags.comment).toMatch(/^Particles: seed 1, /m);
    });

    await test.step('its frames show the flow, and the flow moves', async () => {
      const film = await readFilm(path);
      const [first, middle, last] = await decodedFrames(page, film, [0, 18, 35]);
      const white = Buffer.alloc(first.length, 255);
      expect(difference(first, white)).toBeGreaterThan(5);
      expect(difference(first, middle)).toBeGreaterThan(0.3);
      expect(difference(middle, last)).toBeGreaterThan(0.3);
    });

    await test.step('a second one of the same choices, which the project keeps, begins with the same picture', async () => {
      const second = join(folder, 'second.webm');
      await app.clickMenu('export-animation');
      await expect(page.getByRole('dialog').getByText('36 frames')).toBeVisible();
      await exportFilm(app, page, second);
      await expect(message(page, 'second.webm is written')).toBeVisible({ timeout: 120_000 });
      const [before] = await decodedFrames(page, await readFilm(path), [0]);
      const [after] = await decodedFrames(page, await readFilm(second), [0]);
      expect(after.equals(before)).toBe(true);
    });

    await test.step('the window can be used meanwhile, and a cancelled film leaves nothing', async () => {
      const there = readFileSync(path);
      await chooseFilm(app, page, 60);
      await exportFilm(app, page, path);
      const card = page.getByRole('region', { name: 'Animation export' });
      await expect(card.getByText(/^Frame \d+ of 1,?440/)).toBeVisible({ timeout: 30_000 });
      await picture('recording');
      await page.getByRole('tab', { name: 'Fates' }).click();
      await expect(page.getByRole('tabpanel', { name: 'Fates' })).toBeVisible();
      await card.getByRole('button', { name: 'Cancel' }).click();
      await expect(card).toBeHidden();
      await expect.poll(() => readdirSync(folder).sort()).toEqual(['first.webm', 'second.webm']);
      expect(readFileSync(path).equals(there)).toBe(true);
    });

    await test.step('a place that cannot be written to is told of, and the dialog stays', async () => {
      await app.clickMenu('export-animation');
      await app.stubSaveDialog(join(folder, 'nowhere', 'film.webm'));
      await page.getByRole('dialog').getByRole('button', { name: 'Export…' }).click();
      await expect(message(page, 'The animation could not be exported')).toBeVisible();
      await expect(page.getByRole('dialog')).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
    });

    await test.step('it can be asked for beside a figure too', async () => {
      await app.clickMenu('figures');
      await expect(page.getByRole('region', { name: 'Figure', exact: true })).toBeVisible();
      await app.clickMenu('export-animation');
      await expect(page.getByRole('dialog', { name: 'Export animation' })).toBeVisible();
      await expect(page.getByRole('dialog').getByRole('button', { name: 'Export…' })).toBeEnabled();
    });
  },
);
