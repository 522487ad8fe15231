import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';

import { expect, test } from '../fixtures.ts';
import { difference, pixelsOf } from '../pixels.ts';
import {
  chooseForRun,
  embedding,
  expectDrawn,
  expectStatus,
  fillRun,
  runRow,
  setFlow,
  showTab,
  startRun,
} from '../steps.ts';

const cli = resolve(import.meta.dirname, '../../out/main/cli.js');
/** Together, enough to look around while the fit is under way. */
const SIZE = ['--cells', '2500', '--genes', '2500', '--seed', '3'];
const SLOWLY = { Iterations: '100' };

test(
  'a dynamical run shows its embedding and a preview of the flow while it is fitted',
  { tag: '@both' },
  async ({ app, page, profile, picture }) => {
    test.setTimeout(180_000);
    const data = join(profile, 'simulated.h5ad');
    execFileSync(process.execPath, [cli, 'simulate', data, ...SIZE], { stdio: 'pipe' });
    await app.dropFiles([data], { x: 640, y: 400 });
    await page.getByRole('button', { name: 'Import', exact: true }).last().click();
    // Counts without results ask for a run.
    await expect(page.getByRole('form', { name: /^New run/ })).toBeVisible({ timeout: 30_000 });
    const preview = page.getByRole('status').filter({ hasText: /^\s*Preview: / });
    const flow = page.getByRole('button', { name: /^Flow: / });
    const drawn = () => pixelsOf(embedding(page));
    /** Where the clusters' names are written, which moves with the camera. */
    const places = () =>
      page
        .getByRole('region', { name: 'Embedding', exact: true })
        .locator('svg text')
        .evaluateAll((texts) =>
          texts.map((text) => [text.textContent, text.getAttribute('x'), text.getAttribute('y')]),
        );

    await test.step('nobody has to do more than start it', async () => {
      await startRun(await fillRun(page, { model: 'Dynamical', name: 'Slow', parameters: SLOWLY }));
      await expectDrawn(page);
      await expect(preview).toHaveText('Preview: steady-state velocities; the dynamical fit is running');
      await expect(flow).toHaveText(/Animated/);
    });

    await page.getByRole('button', { name: 'Zoom in' }).click();
    await setFlow(page, 'Lines');
    const [before, lines] = [await places(), await drawn()];
    await expectStatus(page, 'Slow', 'Running');
    await expect(preview).toBeVisible();
    await picture('preview');

    await test.step('the flow of the run takes its place, and nothing else moves', async () => {
      await expectStatus(page, 'Slow', 'Done', 120_000);
      await expect(preview).toBeHidden();
      await expect(flow).toHaveText(/Lines/);
      await expect.poll(async () => difference(lines, await drawn())).toBeGreaterThan(0.003);
      expect(before.length).toBeGreaterThan(3);
      expect(await places()).toEqual(before);
      await picture('done');
    });

    await test.step('nothing of the preview is part of the run', async () => {
      const history = await showTab(page, 'History');
      await expect(history.getByRole('button', { name: /^Recover dynamics/ })).toBeVisible();
      await expect(history.getByRole('button', { name: /^Velocity, steady-state model/ })).toHaveCount(0);
      await expect(history.getByRole('button', { name: /^Velocity graph/ })).toHaveCount(1);
    });

    await test.step('what a cancelled run leaves says what it is', async () => {
      const slower = { Iterations: '101' };
      await startRun(await fillRun(page, { model: 'Dynamical', name: 'Stopped', parameters: slower }));
      await runRow(page, 'Stopped')
        .getByRole('button', { name: /Stopped$/ })
        .first()
        .click();
      await expect(preview).toHaveText('Preview: steady-state velocities; the dynamical fit is running');
      await flow.click();
      await expect(page.getByRole('menuitem', { name: /^Export animation/ })).toBeDisabled();
      await page.keyboard.press('Escape');
      await runRow(page, 'Stopped').getByRole('button', { name: 'Cancel' }).click();
      await expectStatus(page, 'Stopped', 'Cancelled');
      await expect(preview).toHaveText('Preview: steady-state velocities; the run has none of its own');
      await picture('cancelled');
      await chooseForRun(page, 'Stopped', 'Delete');
      await page
        .getByRole('group', { name: /^Delete this run\?/ })
        .getByRole('button', { name: 'Delete' })
        .click();
      await expect(preview).toBeHidden();
    });
  },
);
