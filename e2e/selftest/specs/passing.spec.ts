import { resolve } from 'node:path';

import { expect, test } from '../../fixtures.ts';

test.use({ appPath: resolve(import.meta.dirname, '../../standin/fixtures/app') });

test('the app starts', { tag: '@both' }, async ({ app, page }) => {
  await expect(page.locator('body')).toHaveAttribute('data-ready', 'yes');
  await app.resize(1024, 640);
  await app.stubOpenDialog('/data/cells.h5ad');
  const chosen = await page.evaluate(() => fixture.invoke('choose'));
  expect(chosen).toEqual({ canceled: false, filePaths: ['/data/cells.h5ad'] });
});

test('what a page stored is there after a restart', { tag: '@both' }, async ({ app, page }) => {
  await page.evaluate(() => {
    localStorage.setItem('kept', 'yes');
  });
  const again = await app.relaunch();
  await expect(again.locator('body')).toHaveAttribute('data-ready', 'yes');
  expect(await again.evaluate(() => localStorage.getItem('kept'))).toBe('yes');
});

test(
  'a second launch reaches the first, dropped files come with their paths',
  { tag: '@both' },
  async ({ app, page }) => {
    await page.locator('body[data-ready]').waitFor();
    await app.launchSecond(['later.h5ad']);
    await expect(page.locator('#heard')).toContainText('later.h5ad');
    await app.dropFiles([import.meta.filename], { x: 50, y: 50 });
    await expect(page.locator('#dropped')).toHaveText(`passing.spec.ts at ${import.meta.filename}`);
  },
);

test('only Electron can show this', { tag: '@real-only' }, () => {
  throw new Error('This must not run on the stand-in.');
});
