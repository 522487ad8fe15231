import { resolve } from 'node:path';

import { test } from '../../fixtures.ts';

test.use({ appPath: resolve(import.meta.dirname, '../../standin/fixtures/app') });

test('an error nobody expected', { tag: '@both' }, async ({ page }) => {
  await page.evaluate(() => {
    reportError(new Error('something broke'));
  });
});

test('an expected error', { tag: '@both' }, async ({ app, page }) => {
  app.expectError(/something broke/);
  await page.evaluate(() => {
    reportError(new Error('something broke'));
  });
});

test('a dialog without an answer', { tag: '@both' }, async ({ page }) => {
  await page.evaluate(() => fixture.invoke('choose').catch(() => undefined));
});
