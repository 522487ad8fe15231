import { join } from 'node:path';

import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures.ts';
import {
  choose,
  expectDrawn,
  expectFigureDrawn,
  expectStatus,
  figurePanels,
  finishedProject,
  newFigure,
  PANCREAS,
  runForm,
  showFigures,
} from '../steps.ts';

const SIZES = [
  [1024, 640],
  [1280, 800],
  [1920, 1080],
  [3840, 2160],
] as const;

/**
 * What is wrong with the page's layout: what sticks out of the window sideways, controls cut off by it or by a box that does
 * not scroll, and controls that lie over each other in the same layer.
 */
function flaws(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    if (document.documentElement.scrollWidth > innerWidth) found.push('the page scrolls sideways');
    const name = (element: Element): string =>
      `${element.tagName.toLowerCase()} "${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 40)}"`;
    const controls = [
      ...document.querySelectorAll<HTMLElement>(
        'button, input:not([type=radio], [type=checkbox]), select, textarea, [role=tab], [role=separator]',
      ),
    ].filter((element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }));
    const shown = controls.flatMap((element) => {
      const box = element.getBoundingClientRect();
      if (box.width === 0 || box.height === 0) return [];
      let [left, top, right, bottom] = [box.left, box.top, box.right, box.bottom];
      let floats = 'page';
      for (let parent = element.parentElement; parent; parent = parent.parentElement) {
        const style = getComputedStyle(parent);
        const within = parent.getBoundingClientRect();
        if (style.overflowX !== 'visible') {
          const scrolls = style.overflowX === 'auto' || style.overflowX === 'scroll';
          if (!scrolls && (right > within.right + 1 || left < within.left - 1))
            found.push(`${name(element)} is cut off sideways`);
          left = Math.max(left, within.left);
          right = Math.min(right, within.right);
        }
        if (style.overflowY !== 'visible') {
          top = Math.max(top, within.top);
          bottom = Math.min(bottom, within.bottom);
        }
        if (floats === 'page' && style.zIndex !== 'auto' && style.position !== 'static')
          floats = name(parent) + style.zIndex;
      }
      if (right - left < 1 || bottom - top < 1) return [];
      if (right > innerWidth + 1 || left < -1) found.push(`${name(element)} lies outside the window`);
      return [{ element, floats, left, top, right, bottom }];
    });
    for (const [i, one] of shown.entries())
      for (const two of shown.slice(i + 1)) {
        if (one.element.contains(two.element) || two.element.contains(one.element)) continue;
        if (one.floats !== two.floats) continue;
        const wide = Math.min(one.right, two.right) - Math.max(one.left, two.left);
        const high = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top);
        if (wide > 2 && high > 2) found.push(`${name(one.element)} overlaps ${name(two.element)}`);
      }
    return found;
  });
}

test(
  'nothing overlaps, is cut off or sticks out, from 1024 × 640 to 4K',
  { tag: '@both' },
  async ({ app, page, profile, picture }) => {
    test.setTimeout(240_000);
    const check = async (view: string): Promise<void> => {
      for (const [width, height] of SIZES) {
        await app.resize(width, height);
        await expect
          .poll(() => flaws(page), {
            message: `${view} at ${String(width)} × ${String(height)}`,
            timeout: 10_000,
          })
          .toEqual([]);
        await picture(`${view} ${String(width)}`);
      }
    };
    await check('start');

    await app.stubOpenDialog(PANCREAS);
    await page.getByRole('button', { name: 'Choose file…' }).click();
    await expect(page.getByText(/% unspliced/)).toBeVisible({ timeout: 20_000 });
    await check('import');
    await page.getByRole('button', { name: 'Back' }).click();

    await app.stubOpenDialog(finishedProject(join(profile, 'projects'), 'Laid out'));
    await page.getByRole('button', { name: 'Open project…' }).click();
    await expectDrawn(page);
    await check('workspace');
    await showFigures(page);
    await newFigure(page, 'Overview');
    await expectFigureDrawn(page, 4);
    await check('figure');
    await figurePanels(page).first().click();
    await check('panel of a figure');
    await showFigures(page);
    const form = await runForm(page);
    await expect(form.getByText(/^about |^none$/)).toBeVisible();
    await check('form');
  },
);

test(
  'the theme is light, dark or as the system, and is kept',
  { tag: '@both' },
  async ({ app, page: first, picture }) => {
    const theme = (page: Page) =>
      page.evaluate(() => ({
        name: document.documentElement.dataset.theme,
        brightness: (getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g) ?? [])
          .slice(0, 3)
          .map(Number)
          .reduce((sum, value) => sum + value / 3, 0),
      }));
    const expectTheme = async (page: Page, name: 'light' | 'dark'): Promise<void> => {
      await expect.poll(async () => (await theme(page)).name).toBe(name);
      const { brightness } = await theme(page);
      if (name === 'dark') expect(brightness).toBeLessThan(60);
      else expect(brightness).toBeGreaterThan(200);
    };
    const menu = first.getByRole('button', { name: 'Theme' });
    await choose(first, menu, 'Dark');
    await expectTheme(first, 'dark');
    await picture('dark');
    await choose(first, menu, 'Light');
    await expectTheme(first, 'light');
    await app.clickMenu('theme-dark');
    await expectTheme(first, 'dark');
    const page = await app.relaunch();
    await expectTheme(page, 'dark');
    await choose(page, page.getByRole('button', { name: 'Theme' }), 'As the system');
    await app.setTheme('system');
    const system = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
    await expectTheme(page, system ? 'dark' : 'light');
  },
);

test(
  'the keyboard alone opens the example, starts a run and reads its results',
  { tag: '@both' },
  async ({ page, picture }) => {
    test.setTimeout(120_000);
    const focused = page.locator(':focus');

    /** Goes on with Tab, or back, until what has the focus is called so. */
    const tabTo = async (
      role: 'button' | 'radio' | 'checkbox' | 'textbox' | 'searchbox' | 'tab' | 'application',
      name: RegExp,
      key = 'Tab',
    ) => {
      const wanted = page.getByRole(role, { name });
      for (let presses = 0; presses < 80; presses++) {
        await page.keyboard.press(key);
        if ((await focused.and(wanted).count()) > 0) return;
      }
      throw new Error(`${key} does not reach the ${role} ${String(name)}.`);
    };

    await tabTo('button', /^Pancreas endocrinogenesis/);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Project Pancreas example' })).toBeVisible({
      timeout: 20_000,
    });

    await tabTo('button', /^New run$/);
    await page.keyboard.press('Enter');
    const form = page.getByRole('form', { name: /^New run/ });
    await expect(form.getByRole('radio', { name: 'Steady state' })).toBeVisible();
    await expect(form.getByRole('radio', { checked: true })).toBeFocused();
    while (!(await form.getByRole('radio', { name: 'Steady state' }).isChecked()))
      await page.keyboard.press('ArrowUp');
    await tabTo('checkbox', /^Cell fate/);
    await page.keyboard.press('Space');
    await tabTo('textbox', /^Name$/);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('By hand');
    await tabTo('searchbox', /^Find a parameter$/);
    await page.keyboard.type('Number of genes');
    await tabTo('textbox', /^Number of genes$/);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('200');
    await page.keyboard.press('Control+Enter');
    await expect(form).toBeHidden();
    await expectStatus(page, 'By hand', 'Done');
    await expectDrawn(page);

    await tabTo('tab', /^Genes$/);
    for (const name of ['Fates', 'Quality', 'History']) {
      await page.keyboard.press('ArrowRight');
      await expect(page.getByRole('tab', { name, selected: true })).toBeFocused();
      await expect(page.getByRole('tabpanel', { name })).toBeVisible();
    }
    await expect(page.getByText('Number of genes: 200')).toBeVisible();

    await tabTo('application', / cells\. Arrow keys pan/, 'Shift+Tab');
    const everything = page.getByRole('button', { name: 'Show everything' });
    await expect(everything).toBeDisabled();
    await page.keyboard.press('+');
    await expect(everything).toBeEnabled();
    await page.keyboard.press('0');
    await expect(everything).toBeDisabled();
    await page.keyboard.press('?');
    await expect(page.getByRole('heading', { name: /shortcuts/i })).toBeVisible();
    await picture('shortcuts');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('heading', { name: /shortcuts/i })).toBeHidden();
  },
);
