import { expect, test } from '../fixtures.ts';
import { countColor, countColors, difference, pixelsOf } from '../pixels.ts';
import {
  choose,
  chooseForRun,
  colorBy,
  embedding,
  expectDrawn,
  expectStatus,
  fillRun,
  finder,
  openExample,
  runForm,
  runRow,
  setFlow,
  showTab,
  startRun,
} from '../steps.ts';

/** The embedding's legend lies left of this, in pixels. */
const LEGEND = 216;
const FEW_GENES = { 'Number of genes': '300' };

test(
  'a first analysis: from the example to fates, genes and history',
  { tag: '@both' },
  async ({ app, page, picture }) => {
    test.setTimeout(120_000);
    await openExample(page);
    const legend = page.getByRole('region', { name: 'Legend: Clusters' });

    await test.step('the form shows what the run needs, and its progress is seen', async () => {
      const form = await fillRun(page, {
        model: 'Steady state',
        name: 'First look',
        fate: true,
        parameters: FEW_GENES,
      });
      for (const term of ['Time', 'Memory', 'Disk'])
        await expect(form.getByRole('term').filter({ hasText: term })).toBeVisible();
      await expect(form.getByRole('definition').first()).toHaveText(/^about .+/);
      await picture('form');
      await startRun(form);
      const progress = page.getByRole('progressbar', { name: 'Progress of First look' });
      await expect(progress).toBeVisible();
      await expectStatus(page, 'First look', 'Done');
      await expect(progress).toBeHidden();
      await expect(runRow(page, 'First look')).toContainText('confidence 0.');
    });

    await test.step('the embedding is drawn in the colours of the clusters', async () => {
      await expectDrawn(page);
      await setFlow(page, 'Off');
      await expect(legend.getByRole('button', { pressed: true })).toHaveCount(8);
      expect(countColors(await pixelsOf(embedding(page)))).toBeGreaterThan(8);
      await picture('clusters');
    });

    await test.step('cells are coloured by what the run computed', async () => {
      const clusters = await pixelsOf(embedding(page));
      const seen = [clusters];
      for (const column of ['Velocity pseudotime', 'Confidence', 'Velocity length']) {
        await colorBy(page, column);
        await expect(page.getByRole('combobox', { name: 'Range' })).toBeVisible();
        await expect
          .poll(async () => {
            const now = await pixelsOf(embedding(page));
            return Math.min(...seen.map((before) => difference(before, now)));
          })
          .toBeGreaterThan(0.003);
        seen.push(await pixelsOf(embedding(page)));
      }
      await colorBy(page, 'Gcg');
      for (const layer of ['Unspliced', 'Velocity', 'Spliced']) {
        const before = await pixelsOf(embedding(page));
        const layers = page.getByRole('group', { name: 'Layer of Gcg' });
        await layers.getByRole('radio', { name: layer, exact: true }).press('Space');
        await expect(layers.getByRole('radio', { name: layer, exact: true })).toBeChecked();
        await expect
          .poll(async () => difference(before, await pixelsOf(embedding(page))))
          .toBeGreaterThan(0.001);
      }
      await picture('gene');
    });

    await test.step('the fates are told, and colour the cells', async () => {
      const fates = await showTab(page, 'Fates');
      const states = fates.getByRole('table').getByRole('rowheader');
      await expect(states.first()).toBeVisible();
      await fates.getByRole('button', { name: 'Beta', exact: true }).click();
      await expect(finder(page)).toHaveAccessibleName(/Beta/);
      await expect(page.getByRole('combobox', { name: 'Range' })).toBeVisible();
      await fates.getByTitle('Select these cells').first().click();
      await expect(page.getByRole('region', { name: 'Selection' })).toContainText(/of 739 cells/);
      await expect(fates.getByRole('heading', { name: 'Fates of the selected cells' })).toBeVisible();
      await picture('fates');
      await page.getByRole('button', { name: 'Clear the selection' }).click();
    });

    await test.step('genes are searched, sorted and shown with their portrait', async () => {
      const genes = await showTab(page, 'Genes');
      await genes.getByRole('searchbox').fill('Ins2');
      await expect(genes.getByRole('status')).toHaveText(/^\d+ of 3,962 genes$/);
      await genes.getByRole('button', { name: 'Ins2', exact: true }).click();
      await expect(
        genes.getByRole('img', { name: 'Phase portrait of Ins2: unspliced against spliced, 739 cells' }),
      ).toBeVisible();
      await genes.getByRole('searchbox').fill('');
      await genes.getByRole('columnheader', { name: 'γ' }).getByRole('button').click();
      await expect(genes.getByRole('columnheader', { name: 'γ' })).toHaveAttribute('aria-sort', 'descending');
      await genes.getByRole('group', { name: 'Colour the cells by Ins2' }).getByText('Velocity').click();
      await expect(finder(page)).toHaveAccessibleName(/^Colour by Ins2/);
    });

    await test.step('quality and history tell of the run', async () => {
      const quality = await showTab(page, 'Quality');
      await expect(quality.getByText('Confidence is not accuracy.')).toBeVisible();
      await expect(quality.getByRole('heading', { name: 'Unspliced counts' })).toBeVisible();
      const history = await showTab(page, 'History');
      await expect(history.getByRole('heading', { name: 'First look' })).toBeVisible();
      await expect(history.getByText('steady state, with cell fate')).toBeVisible();
      await expect(history.getByText('Number of genes: 300')).toBeVisible();
      await picture('history');
    });

    await test.step('names, colours and what is hidden are kept', async () => {
      await colorBy(page, 'Clusters');
      await legend.getByRole('button', { name: 'Edit Beta' }).click();
      await page.getByRole('textbox', { name: 'Colour as #rrggbb' }).fill('#ff00aa');
      await page.getByRole('textbox', { name: 'Colour as #rrggbb' }).press('Enter');
      await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Beta cells');
      await page.getByRole('textbox', { name: 'Name', exact: true }).press('Enter');
      await expect(legend.getByRole('button', { name: /^Beta cells/ })).toBeVisible();
      await page.keyboard.press('Escape');
      const beta = async () => countColor(await pixelsOf(embedding(page)), '#ff00aa', LEGEND);
      await expect.poll(beta).toBeGreaterThan(200);
      await legend.getByRole('button', { name: /^Beta cells/ }).click();
      await expect.poll(beta).toBe(0);
      await app.relaunch();
      await app.page.getByRole('button', { name: /^Pancreas example/ }).click();
      await expectDrawn(app.page);
      const kept = app.page.getByRole('region', { name: 'Legend: Clusters' });
      await expect(kept.getByRole('button', { name: /^Beta cells/ })).toHaveAttribute(
        'aria-pressed',
        'false',
      );
      const again = async () => countColor(await pixelsOf(embedding(app.page)), '#ff00aa', LEGEND);
      expect(await again()).toBe(0);
      await kept.getByRole('button', { name: /^Beta cells/ }).click();
      await expect.poll(again).toBeGreaterThan(200);
    });
  },
);

test(
  'all models stand side by side, and are renamed, annotated, duplicated and deleted',
  {
    tag: '@both',
  },
  async ({ page, picture }) => {
    test.setTimeout(180_000);
    await openExample(page);

    await test.step('three models are queued and run one after the other', async () => {
      // Of all genes, so that the others have to wait.
      await startRun(await fillRun(page, { model: 'Dynamical', name: 'Dynamics', fate: true }));
      await startRun(await fillRun(page, { model: 'Stochastic', name: 'Noise', parameters: FEW_GENES }));
      await startRun(await fillRun(page, { model: 'Steady state', name: 'Lines', parameters: FEW_GENES }));
      await expect(runRow(page, 'Lines')).toContainText('in the queue');
      await picture('queue');
      for (const name of ['Dynamics', 'Noise', 'Lines']) await expectStatus(page, name, 'Done');
    });

    await test.step('each shows its own results', async () => {
      await runRow(page, 'Dynamics').getByRole('button', { name: 'Done Dynamics' }).click();
      await expectDrawn(page);
      await colorBy(page, 'Latent time');
      await runRow(page, 'Noise').getByRole('button', { name: 'Done Noise' }).click();
      await expect(finder(page)).toHaveAccessibleName(/^Colour by Clusters/);
      const history = await showTab(page, 'History');
      await expect(history.getByText('stochastic, without cell fate')).toBeVisible();
      await runRow(page, 'Dynamics').getByRole('button', { name: 'Done Dynamics' }).click();
      await expect(history.getByText('dynamical, with cell fate')).toBeVisible();
      await expect(finder(page)).toHaveAccessibleName(/^Colour by Latent time/);
      await picture('dynamical');
    });

    await test.step('a run is renamed and gets a note', async () => {
      await chooseForRun(page, 'Noise', 'Rename');
      await page.getByRole('textbox', { name: 'Name of the run' }).fill('With noise');
      await page.keyboard.press('Enter');
      await expect(runRow(page, 'With noise')).toBeVisible();
      await chooseForRun(page, 'With noise', 'Add a note');
      await page.getByRole('textbox', { name: 'Note on With noise' }).fill('Steadier in the beta cells.');
      await page.keyboard.press('Control+Enter');
      await expect(runRow(page, 'With noise')).toContainText('Steadier in the beta cells.');
    });

    await test.step('a duplicate starts from the same settings, and takes over what is unchanged', async () => {
      await chooseForRun(page, 'Lines', 'Duplicate with changes');
      const form = await runForm(page);
      await expect(form.getByRole('radio', { name: 'Steady state' })).toBeChecked();
      await expect(form.getByRole('textbox', { name: 'Name' })).toHaveValue('Lines (2)');
      await expect(form.getByText(/Every step is stored already/)).toBeVisible();
      await form.getByRole('checkbox', { name: /^Cell fate/ }).check();
      await expect(form.getByText(/steps are stored already and taken over/)).toBeVisible();
      await startRun(form);
      await expectStatus(page, 'Lines (2)', 'Done');
    });

    await test.step('a deleted run is gone, and the others stay', async () => {
      await chooseForRun(page, 'Lines', 'Delete');
      const question = page.getByRole('group', { name: /^Delete this run\?/ });
      await question.getByRole('button', { name: 'Delete' }).click();
      await expect(runRow(page, 'Lines')).toBeHidden();
      await runRow(page, 'Lines (2)').getByRole('button', { name: 'Done Lines (2)' }).click();
      await expectDrawn(page);
      const fates = await showTab(page, 'Fates');
      await expect(fates.getByRole('heading', { name: 'Terminal states' })).toBeVisible();
    });

    await test.step('a setting out of its range is refused where it stands', async () => {
      const form = await fillRun(page, {
        model: 'Steady state',
        name: 'Wrong',
        parameters: { 'Number of genes': '-3' },
      });
      await expect(form.getByRole('button', { name: /^Start/ })).toBeDisabled();
      await form.getByRole('searchbox').fill('Number of genes');
      await expect(form.getByRole('textbox', { name: 'Number of genes', exact: true })).toHaveAttribute(
        'aria-invalid',
        'true',
      );
      await choose(page, page.getByRole('button', { name: 'Theme' }), 'Dark');
      await picture('refused');
      await form.getByRole('button', { name: 'Cancel', exact: true }).click();
      await expect(form).toBeHidden();
    });
  },
);
