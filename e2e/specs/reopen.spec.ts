import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures.ts';
import { difference, pixelsOf } from '../pixels.ts';
import {
  chooseForRun,
  colorBy,
  embedding,
  expectDrawn,
  expectStatus,
  fillRun,
  finder,
  finishedProject,
  message,
  openExample,
  runForm,
  runRow,
  setFlow,
  showTab,
  startRun,
} from '../steps.ts';

function recent(page: Page, name: string) {
  return page.getByRole('region', { name: 'Recent projects' }).getByRole('button', {
    name: new RegExp(`^${name} `),
  });
}

/** What the workspace says of the view. */
async function viewOf(page: Page): Promise<Record<string, unknown>> {
  const width = (name: string) => page.getByRole('separator', { name }).getAttribute('aria-valuenow');
  return {
    colour: await finder(page).textContent(),
    flow: await page.getByRole('button', { name: /^Flow: / }).textContent(),
    left: await width('Width of data and runs'),
    right: await width('Width of genes, fates and quality'),
    tab: await page.getByRole('tab', { selected: true }).textContent(),
    gene: await page.getByRole('img', { name: /^Phase portrait of/ }).getAttribute('aria-label'),
    search: await page.getByRole('searchbox', { name: 'Search the kinetics table' }).inputValue(),
    selection: await page.getByRole('region', { name: 'Selection' }).getByRole('status').textContent(),
    tool: await page
      .getByRole('group', { name: 'What a drag does' })
      .getByRole('button', { pressed: true })
      .getAttribute('aria-label'),
    dark: await page.evaluate(() => document.documentElement.dataset.theme),
  };
}

test(
  'a project is reopened exactly as it was left, and saved elsewhere',
  { tag: '@both' },
  async ({ app, page: first, profile, picture }) => {
    test.setTimeout(120_000);
    await app.stubOpenDialog(finishedProject(join(profile, 'projects'), 'Left alone'));
    await first.getByRole('button', { name: 'Open project…' }).click();
    await expectDrawn(first);

    await test.step('the view is changed in every way', async () => {
      const page = first;
      await setFlow(page, 'Off');
      // Hidden cells are not part of a picture in another column's colours either.
      await page
        .getByRole('region', { name: 'Legend: Clusters' })
        .getByRole('button', { name: /^Epsilon / })
        .click();
      await page.getByRole('button', { name: 'Select with a lasso; Shift adds, Alt takes away' }).click();
      await page.getByRole('button', { name: 'Zoom in' }).click();
      await page.getByRole('button', { name: 'Zoom in' }).click();
      await embedding(page).focus();
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('ArrowUp');
      for (const name of ['Width of data and runs', 'Width of genes, fates and quality']) {
        await page.getByRole('separator', { name }).focus();
        await page.keyboard.press('ArrowRight');
      }
      await page.getByRole('button', { name: 'Size of points and colours' }).click();
      await page.getByRole('radio', { name: 'Magma' }).check();
      await page.keyboard.press('Escape');
      await finder(page).click();
      await page.getByPlaceholder('Search columns, clusters, genes').fill('Ngn3 low EP');
      await page.getByRole('option', { name: /^Ngn3 low EP/ }).click();
      await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Save as…' }).click();
      await page.getByRole('textbox', { name: 'Name of the selection' }).fill('Early');
      await page.keyboard.press('Enter');
      await expect(message(page, '“Early” is saved')).toBeVisible();
      await page.getByRole('button', { name: 'Dismiss' }).click();
      await colorBy(page, 'Gcg');
      const genes = await showTab(page, 'Genes');
      await genes.getByRole('searchbox').fill('Ins2');
      await genes.getByRole('button', { name: 'Ins2', exact: true }).click();
      await expect(genes.getByRole('img', { name: /^Phase portrait of Ins2:/ })).toBeVisible();
      await page.mouse.move(5, 5);
    });

    const before = await viewOf(first);
    const drawn = await pixelsOf(embedding(first));
    await picture('before');

    await test.step('quit and started again, the project is listed and opens as it was', async () => {
      const page = await app.relaunch();
      await recent(page, 'Left alone').click();
      await expectDrawn(page);
      await expect(page.getByRole('img', { name: /^Phase portrait of Ins2:/ })).toBeVisible();
      await expect(page.getByRole('region', { name: 'Selection' })).toBeVisible();
      expect(await viewOf(page)).toEqual(before);
      await expect.poll(async () => difference(drawn, await pixelsOf(embedding(page)))).toBeLessThan(0.0005);
      await picture('after');
      await page.getByRole('button', { name: 'Clear the selection' }).click();
      await page.getByRole('button', { name: 'Saved selections' }).click();
      await page.getByRole('button', { name: 'Early 54', exact: true }).click();
      await expect(page.getByRole('region', { name: 'Selection' })).toContainText('54 of 739 cells');
    });

    await test.step('a copy is saved beside it, and work goes on here', async () => {
      const { page } = app;
      await app.stubSaveDialog(join(profile, 'projects/Kept apart.rnavelocity'));
      await app.clickMenu('save-copy');
      await expect(message(page, /^Copy saved as Kept apart/)).toBeVisible();
      await expect(page.getByRole('button', { name: 'Project Left alone' })).toBeVisible();
      expect(existsSync(join(profile, 'projects/Kept apart.rnavelocity'))).toBe(true);
    });

    await test.step('saved under another name, work goes on there, with the same view', async () => {
      const { page } = app;
      await app.stubSaveDialog(join(profile, 'projects/Second version.rnavelocity'));
      await app.clickMenu('save-as');
      await expect(page.getByRole('button', { name: 'Project Second version' })).toBeVisible();
      await expect(embedding(page)).toBeVisible();
      await chooseForRun(page, 'First', 'Rename');
      await page.getByRole('textbox', { name: 'Name of the run' }).fill('Only in the second');
      await page.keyboard.press('Enter');
      await expect(runRow(page, 'Only in the second')).toBeVisible();
      await app.clickMenu('close-project');
      await recent(page, 'Second version').click();
      await expect(runRow(page, 'Only in the second')).toBeVisible();
      await expect(page.getByRole('region', { name: 'Selection' })).toContainText('54 of 739 cells');
      await app.clickMenu('close-project');
      await recent(page, 'Left alone').click();
      await expect(runRow(page, 'First')).toBeVisible();
    });
  },
);

test(
  'what was computed survives a cancelled run, quitting and a killed program',
  { tag: '@both' },
  async ({ app, page, picture }) => {
    test.setTimeout(180_000);
    await openExample(page);

    await test.step('a run is cancelled while it fits the genes', async () => {
      await startRun(await fillRun(page, { model: 'Dynamical', name: 'Stopped' }));
      await expect(runRow(page, 'Stopped')).toContainText('Recover dynamics', { timeout: 30_000 });
      await page.getByRole('button', { name: 'Cancel “Stopped”' }).click();
      await expectStatus(page, 'Stopped', 'Cancelled');
      await expect(page.getByText('Preview: steady-state velocities; the run has none')).toBeVisible();
    });

    const again = await app.relaunch();
    await test.step('after quitting it is still there, and a new one takes over its steps', async () => {
      await recent(again, 'Pancreas example').click();
      await expectStatus(again, 'Stopped', 'Cancelled');
      await chooseForRun(again, 'Stopped', 'Duplicate with changes');
      const form = await runForm(again);
      await expect(form.getByText(/steps are stored already and taken over/)).toBeVisible();
      await form.getByRole('textbox', { name: 'Name' }).fill('Killed');
      await form.getByRole('textbox', { name: 'Note' }).fill('Before the power cut.');
      await startRun(form);
      await expect(runRow(again, 'Killed')).toContainText('Recover dynamics', { timeout: 30_000 });
    });

    await test.step('killed in the middle, all that was said to be saved is there', async () => {
      await app.kill();
      const killed = await app.relaunch();
      await recent(killed, 'Pancreas example').click();
      await expectStatus(killed, 'Killed', 'Cancelled');
      await expectStatus(killed, 'Stopped', 'Cancelled');
      await expect(runRow(killed, 'Killed')).toContainText('Before the power cut.');
      await expect(killed.getByRole('button', { name: 'Pancreas endocrinogenesis 739 cells' })).toBeVisible();
      await picture('after the kill');
    });

    await test.step('and the run goes on from the stored steps', async () => {
      const { page: now } = app;
      await chooseForRun(now, 'Killed', 'Duplicate with changes');
      const form = await runForm(now);
      await expect(form.getByText(/steps are stored already and taken over/)).toBeVisible();
      await form.getByRole('radio', { name: 'Steady state' }).check();
      await form.getByRole('textbox', { name: 'Name' }).fill('Continued');
      await startRun(form);
      await expectStatus(now, 'Continued', 'Done');
      // What the cancelled run had drawn is still looked at.
      await runRow(now, 'Continued').getByRole('button', { name: 'Done Continued' }).click();
      await expectDrawn(now);
      const history = await showTab(now, 'History');
      await expect(history.getByRole('button', { name: /^Filter cells and genes/ })).toContainText('reused');
    });
  },
);

test('the window is as large as it was left', { tag: '@both' }, async ({ app, profile }) => {
  await app.resize(1100, 700);
  const page = await app.relaunch();
  expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual([1100, 700]);
  expect(statSync(join(profile, 'userData/window.json')).size).toBeGreaterThan(0);
});
