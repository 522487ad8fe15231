import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

import { expect, type Locator, type Page } from '@playwright/test';
import SqliteDatabase from 'better-sqlite3';

const repository = resolve(import.meta.dirname, '..');

/** Real data: 739 cells of the mouse pancreas with clusters, and no embedding of their own. */
export const PANCREAS = join(repository, 'resources/examples/pancreas_739.h5ad');

export type ModelLabel = 'Steady state' | 'Stochastic' | 'Dynamical';

/** Opens the bundled example from the start page. */
export async function openExample(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Pancreas endocrinogenesis/ }).click();
  await expect(page.getByRole('complementary', { name: 'Data and runs' })).toBeVisible({ timeout: 20_000 });
}

/** The form of a new run, opened where it is not. */
export async function runForm(page: Page): Promise<Locator> {
  const form = page.getByRole('form', { name: /^New run/ });
  if (!(await form.isVisible()))
    await page.getByRole('banner').getByRole('button', { name: 'New run' }).click();
  await expect(form).toBeVisible();
  return form;
}

/** Sets a parameter of the form, found by its label. */
export async function setParameter(form: Locator, label: string, value: string): Promise<void> {
  const search = form.getByRole('searchbox', { name: 'Find a parameter' });
  await search.fill(label);
  await form.getByRole('textbox', { name: label, exact: true }).fill(value);
  await search.fill('');
}

export interface RunChoice {
  model: ModelLabel;
  name: string;
  fate?: boolean;
  /** Labels of parameters → what is typed there. */
  parameters?: Record<string, string>;
}

/** Fills the form of a new run, without starting it. */
export async function fillRun(page: Page, choice: RunChoice): Promise<Locator> {
  const form = await runForm(page);
  await form.getByRole('radio', { name: choice.model }).check();
  await form.getByRole('checkbox', { name: /^Cell fate/ }).setChecked(choice.fate ?? false);
  await form.getByRole('textbox', { name: 'Name' }).fill(choice.name);
  for (const [label, value] of Object.entries(choice.parameters ?? {}))
    await setParameter(form, label, value);
  return form;
}

/** Starts the run of a filled form. */
export async function startRun(form: Locator): Promise<void> {
  await form.getByRole('button', { name: /^Start/ }).click();
  await expect(form).toBeHidden();
}

/** A run's row in the list of runs. */
export function runRow(page: Page, name: string): Locator {
  return page
    .getByRole('list', { name: /^Runs of / })
    .getByRole('listitem')
    .filter({ has: page.getByRole('button', { name: `What to do with “${name}”`, exact: true }) });
}

/** Waits until a run's row says that. */
export async function expectStatus(
  page: Page,
  name: string,
  status: 'Waiting' | 'Running' | 'Done' | 'Failed' | 'Cancelled',
  timeout = 60_000,
): Promise<void> {
  await expect(runRow(page, name).getByRole('img', { name: status })).toBeVisible({ timeout });
}

/** Chooses an item of a menu that a button opens. */
export async function choose(page: Page, button: Locator, item: string): Promise<void> {
  await button.click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** Chooses what is done with a run. */
export function chooseForRun(page: Page, run: string, item: string): Promise<void> {
  return choose(page, page.getByRole('button', { name: `What to do with “${run}”`, exact: true }), item);
}

/** Colours the embedding by a column or gene, as the finder offers it. */
export async function colorBy(page: Page, search: string, option = search): Promise<void> {
  await finder(page).click();
  const input = page.getByPlaceholder('Search columns, clusters, genes');
  await input.fill(search);
  await page.getByRole('option', { name: option, exact: true }).click();
  await expect(finder(page)).toHaveAccessibleName(`Colour by ${option}; search genes and clusters`);
}

/** The button that says what colours the cells. */
export function finder(page: Page): Locator {
  return page.getByRole('button', { name: /^Colour by .*; search genes and clusters$/ });
}

export async function setFlow(
  page: Page,
  flow: 'Animated' | 'Lines' | 'Grid arrows' | 'Cell arrows' | 'Off',
): Promise<void> {
  await choose(page, page.getByRole('button', { name: /^Flow: / }), flow);
  await expect(page.getByRole('button', { name: `Flow: ${flow}` })).toBeVisible();
}

export async function showTab(page: Page, name: 'Genes' | 'Fates' | 'Quality' | 'History'): Promise<Locator> {
  await page.getByRole('tab', { name }).click();
  const panel = page.getByRole('tabpanel', { name });
  await expect(panel).toBeVisible();
  return panel;
}

/** The part of the page that the embedding is drawn on. */
export function embedding(page: Page): Locator {
  return page.getByRole('application', { name: / cells\. Arrow keys pan/ });
}

/** Waits until the page has drawn cells, and has nothing left to draw. */
export async function expectDrawn(page: Page): Promise<void> {
  await expect(embedding(page)).toBeVisible({ timeout: 20_000 });
  await page.waitForFunction(() => performance.getEntriesByName('embedding-drawn').length > 0);
}

/** A problem that the page tells of, by what it says. */
export function message(page: Page, text: string | RegExp): Locator {
  return page.getByRole('region', { name: 'Messages' }).getByText(text);
}

/** Goes from the embedding to the figures, or back. */
export async function showFigures(page: Page): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: 'Figures', exact: true }).click();
}

/** The parts of the page that compose a figure. */
export function composer(page: Page): { side: Locator; stage: Locator; settings: Locator } {
  return {
    side: page.getByRole('complementary', { name: 'Figures and panels' }),
    stage: page.getByRole('region', { name: 'Figure', exact: true }),
    settings: page.getByRole('complementary', { name: 'Settings of the figure' }),
  };
}

export async function newFigure(page: Page, template: string): Promise<void> {
  await composer(page).side.getByRole('button', { name: 'New figure' }).first().click();
  await page.getByRole('menuitem', { name: template }).click();
}

export async function addPanel(page: Page, kind: string): Promise<void> {
  await composer(page).side.getByRole('button', { name: 'Add a panel', exact: true }).click();
  await page.getByRole('menuitem', { name: kind }).click();
}

/** The panels of the open figure in their list: press one to select it. */
export function figurePanels(page: Page): Locator {
  return page
    .getByRole('region', { name: 'Panels', exact: true })
    .getByRole('listitem')
    .getByRole('button', { name: /^(?!What to do)/ });
}

/** Waits until the open figure is drawn as it is, with so many panels. */
export async function expectFigureDrawn(page: Page, panels: number): Promise<void> {
  const { stage } = composer(page);
  await expect(stage.getByRole('button', { name: /^Panel / })).toHaveCount(panels, { timeout: 30_000 });
  await expect(stage).toHaveAttribute('aria-busy', 'false', { timeout: 30_000 });
  await expect(stage.getByRole('alert')).toHaveCount(0);
}

let finished: string | undefined;

/**
 * A copy of a project with one finished run, "First", of the real data: a steady-state run with fate of few genes.
 * It is made once by the command line, and copied to `folder`.
 */
export function finishedProject(folder: string, name = 'Finished'): string {
  finished ??= makeProject();
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.rnavelocity`);
  copyFileSync(finished, path);
  return path;
}

/** The data of that project with what the run computed, among it an embedding, as the program exports it. */
export function exportedData(): string {
  finished ??= makeProject();
  return join(dirname(finished), 'result.h5ad');
}

function makeProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'e2e-project-'));
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  const settings = ['-m', 'steady_state', '--clusters', 'clusters', '--variable-genes.top-genes', '300'];
  const cli = join(repository, 'out/main/cli.js');
  execFileSync(process.execPath, [cli, 'run', '-i', PANCREAS, '-o', folder, ...settings], {
    stdio: 'pipe',
  });
  const path = join(folder, 'project.rnavelocity');
  const database = new SqliteDatabase(path);
  database.exec("UPDATE runs SET name = 'First'");
  database.close();
  return path;
}
