import { expect, test } from '../fixtures.ts';

test('the first start offers data, projects and the example', { tag: '@both' }, async ({ app, page }) => {
  await expect(page.getByRole('heading', { name: 'RNAVelocity' })).toBeVisible();
  await expect(page.getByText('Pancreas endocrinogenesis')).toBeVisible();
  for (const [width, height] of [
    [1024, 640],
    [3840, 2160],
  ]) {
    await app.resize(width, height);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(
      overflow,
      `what lies outside a window of ${String(width)} × ${String(height)}`,
    ).toBeLessThanOrEqual(0);
  }
});

test('links and navigation do not leave the app', { tag: '@real-only' }, async ({ app, page }) => {
  const address = page.url();
  await page.evaluate(() => {
    window.open('https://example.org/');
    location.href = 'https://example.org/';
  });
  await page.waitForTimeout(1000);
  expect(page.url()).toBe(address);
  expect(app.electron.windows()).toHaveLength(1);
});
