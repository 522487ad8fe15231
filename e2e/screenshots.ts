import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import type { Page } from '@playwright/test';

import { RunningApp } from './runningApp.ts';
import {
  colorBy,
  embedding,
  composer,
  expectFigureDrawn,
  expectStatus,
  figurePanels,
  fillRun,
  newFigure,
  openExample,
  PANCREAS,
  runForm,
  runRow,
  setFlow,
  showFigures,
  showTab,
  startRun,
} from './steps.ts';

/*
 * Takes a picture of each view of the built app, in light and dark, as docs/ shows them: `node e2e/screenshots.ts`. With
 * `--out`, `--width` and `--height` they go elsewhere and have another size.
 */
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: join(import.meta.dirname, '../docs/images') },
    width: { type: 'string', default: '1280' },
    height: { type: 'string', default: '800' },
  },
});

const repository = resolve(import.meta.dirname, '..');
const profile = mkdtempSync(join(tmpdir(), 'screenshots-'));
const data = join(profile, 'pancreas.h5ad');
copyFileSync(PANCREAS, data);
mkdirSync(resolve(values.out), { recursive: true });
const app = await RunningApp.launch({ appPath: repository, profile });
try {
  await app.resize(Number(values.width), Number(values.height));
  await takeAll(app.page);
} finally {
  await app.quit();
  rmSync(profile, { recursive: true, force: true });
}

async function takeAll(page: Page): Promise<void> {
  await take(page, 'start');

  await app.dropFiles([data], { x: 640, y: 400 });
  await page
    .getByRole('button', { name: /^Import/ })
    .last()
    .waitFor();
  await settled(page);
  await take(page, 'import');
  await page.reload();

  await openExample(page);
  await runForm(page);
  await settled(page);
  await take(page, 'run-form');
  await startRun(await fillRun(page, { model: 'Dynamical', name: 'Dynamical', fate: true }));
  await expectStatus(page, 'Dynamical', 'Done', 180_000);
  await startRun(await fillRun(page, { model: 'Steady state', name: 'Steady state', fate: true }));
  await expectStatus(page, 'Steady state', 'Done', 180_000);
  await runRow(page, 'Dynamical').getByRole('button').first().click();
  await settled(page);

  await showTab(page, 'Genes');
  await settled(page);
  await take(page, 'workspace');
  await app.clickMenu('export-animation');
  await settled(page);
  await take(page, 'animation');
  await page.keyboard.press('Escape');
  await colorBy(page, 'Latent time');
  await setFlow(page, 'Lines');
  await showTab(page, 'History');
  await settled(page);
  await take(page, 'history');
  await showTab(page, 'Quality');
  await setFlow(page, 'Grid arrows');
  await settled(page);
  await take(page, 'quality');
  await showTab(page, 'Fates');
  await colorBy(page, 'Most probable fate');
  await setFlow(page, 'Animated');
  await settled(page);
  await take(page, 'fates');

  await showFigures(page);
  await newFigure(page, 'Overview');
  await expectFigureDrawn(page, 4);
  await figurePanels(page).nth(2).click();
  await composer(page).settings.getByLabel('Number of genes').fill('20');
  await settled(page);
  await expectFigureDrawn(page, 4);
  await take(page, 'figures');
  await showFigures(page);

  await colorBy(page, 'Clusters');
  await setFlow(page, 'Off');
  await page
    .getByRole('radio', { name: /lasso/ })
    .or(page.getByRole('button', { name: /lasso/ }))
    .first()
    .click();
  await drawLasso(page);
  await settled(page);
  await take(page, 'selection');
}

/** A ring around the right third of the picture. */
async function drawLasso(page: Page): Promise<void> {
  const box = await embedding(page).boundingBox();
  if (!box) throw new Error('There is no picture.');
  const [x, y] = [box.x + 0.72 * box.width, box.y + 0.5 * box.height];
  const at = (turn: number): [number, number] => [
    x + 0.2 * box.width * Math.cos(turn),
    y + 0.24 * box.height * Math.sin(turn),
  ];
  await page.mouse.move(...at(0));
  await page.mouse.down();
  for (let k = 1; k <= 24; k++) await page.mouse.move(...at((k / 24) * 2 * Math.PI));
  await page.mouse.up();
  await page.mouse.move(box.x + 20, box.y + box.height - 20);
}

async function take(page: Page, view: string): Promise<void> {
  for (const dismiss of await page.getByRole('button', { name: 'Dismiss' }).all()) await dismiss.click();
  for (const theme of ['light', 'dark'] as const) {
    await app.setTheme(theme);
    await settled(page);
    await page.evaluate(hidePlaces, [
      [join(profile, 'home'), '/home/ada'],
      [profile, '/home/ada/data'],
      [repository, '/opt/RNAVelocity'],
    ]);
    await page.screenshot({ path: join(resolve(values.out), `${view}-${theme}.png`) });
  }
  await app.setTheme('light');
}

/** Puts other folders in the place of this machine's, which mean nothing to a reader. */
function hidePlaces(places: string[][]): void {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    for (const [from, to] of places) {
      const text = node.nodeValue ?? '';
      if (text.includes(from)) node.nodeValue = text.replaceAll(from, to);
    }
}

/** Waits until nothing is being read, and what moves has begun to. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(1500);
}
