import { mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

import type { Page } from '@playwright/test';

import type { Answer } from '../../src-main/ipc/channel.ts';
import type { Grant, ProjectInfo } from '../../src-main/ipc/types.ts';
import { expect, test } from '../fixtures.ts';
import type { RunningApp } from '../runningApp.ts';

/**
 * What work of the main process may keep its events waiting for, in 99 of 100 cases, in ms. Where the machine has more to do than
 * it has cores, events wait for their turn besides.
 */
const LONGEST_WORK = 50;
const LONGEST_WAIT = 250;
/**
 * How long the page may keep an event, and take from frame to frame, in 19 of 20 cases, in ms. Computing takes every core, and without
 * a graphics card drawing competes for them, so frames are given more.
 */
const LONGEST_ANSWER = 100;
const LONGEST_FRAME = 500;
const counts = resolve(import.meta.dirname, '../../resources/examples/pancreas_739.h5ad');

test(
  'main process and page answer during import, run, copy and export',
  { tag: '@both' },
  async ({ app, page, profile }) => {
    await app.stubOpenDialog(counts);
    const [data] = await ask<Grant[]>(page, 'files.chooseData', { kind: 'file' });
    const place = await ask<Grant>(page, 'files.proposeNewProject', { name: 'Watched' });
    await ask(page, 'project.create', { grant: place.token });
    await watch(app, page);

    await ask(page, 'datasets.import', {
      counts: [{ grant: data.token }],
      name: 'Pancreas',
      roles: { clusters: 'clusters' },
      known: {},
    });
    await report(app, page, 'import');
    // As in use, where the page shows what is being computed.
    await page.reload();
    await watch(app, page);

    const settings = { model: 'stochastic', fate: true, seed: 0, clusters: 'clusters', parameters: {} };
    const { runId } = await ask<{ runId: number }>(page, 'runs.add', {
      datasetId: 1,
      name: 'Watched',
      note: '',
      settings,
    });
    const outcome = async () => {
      const { runs } = await ask<ProjectInfo>(page, 'project.info');
      const run = runs.find(({ id }) => id === runId);
      return run?.error ?? run?.status;
    };
    await expect.poll(outcome, { timeout: 45_000, intervals: [500] }).toBe('done');
    await report(app, page, 'run');

    // Copying is quick: one alone would not last for a hundred events.
    for (let count = 1; count <= 10; count++) {
      const copy = join(profile, `copy ${String(count)}.rnavelocity`);
      await app.stubSaveDialog(copy);
      await ask(page, 'project.saveCopy');
      expect(statSync(copy).size).toBeGreaterThan(1e6);
    }
    await report(app, page, 'copy');

    const folder = join(profile, 'exported');
    mkdirSync(folder);
    await app.stubOpenDialog(folder);
    await ask(page, 'runs.export', { runId });
    await report(app, page, 'export');
  },
);

type Calls = Record<string, Record<string, (args: unknown) => Promise<Answer<unknown>>>>;

/** Asks the main process over the bridge, as the page does. @throws with its words where it refuses. */
async function ask<R>(page: Page, channel: string, args?: object): Promise<R> {
  const answer = await page.evaluate(
    ([name, given]) => {
      const [domain, method] = name.split('.');
      return (window as unknown as { rnavelocity: Calls }).rnavelocity[domain][method](given);
    },
    [channel, args] as const,
  );
  if (!answer.ok) throw new Error(`${channel}: ${answer.error.message}`);
  return answer.value as R;
}

/** Longer than wanted, in ms, what was waited for since the last call. */
interface Watched {
  takeWaits: () => { waits: number[]; work: number[] };
  takeFrames: () => number[];
}

/** Begins to measure how long events of the main process and of the page wait, and the page's frames take. */
async function watch(app: RunningApp, page: Page): Promise<void> {
  await app.electron.evaluate(watchEvents);
  await page.evaluate(watchEvents);
  await page.evaluate(() => {
    const frames: number[] = [];
    let last = performance.now();
    const note = (): void => {
      const now = performance.now();
      frames.push(now - last);
      last = now;
      requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
    (globalThis as unknown as Watched).takeFrames = () => frames.splice(0);
  });
}

/** Runs in the main process or in the page: it refers to nothing outside itself. */
function watchEvents(): void {
  const every = 5;
  const kept = globalThis as unknown as Partial<Watched>;
  if (kept.takeWaits) return;
  // The time that the thread itself was at work; not known in a page.
  const busy = (): number => {
    if (typeof process === 'undefined') return 0;
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  let waits: number[] = [];
  let work: number[] = [];
  let [last, lastBusy] = [performance.now(), busy()];
  setInterval(() => {
    const [now, nowBusy] = [performance.now(), busy()];
    const wait = Math.max(now - last - every, 0);
    waits.push(wait);
    work.push(Math.min(wait, nowBusy - lastBusy));
    [last, lastBusy] = [now, nowBusy];
  }, every);
  kept.takeWaits = () => {
    const taken = { waits, work };
    [waits, work] = [[], []];
    return taken;
  };
}

/** Notes the waits since the last report in the spec's results, and holds them to the limits. */
async function report(app: RunningApp, page: Page, phase: string): Promise<void> {
  const { waits, work } = await app.electron.evaluate(() => (globalThis as unknown as Watched).takeWaits());
  const [answers, frames] = await page.evaluate(() => {
    const kept = globalThis as unknown as Watched;
    return [kept.takeWaits().waits, kept.takeFrames()];
  });
  const [ownWork, wait, answer, frame] = [
    quantile(work, 0.99),
    quantile(waits, 0.99),
    quantile(answers, 0.95),
    quantile(frames, 0.95),
  ];
  const all = (values: number[]): string =>
    `all ${String(values.length)} within ${Math.max(...values).toFixed(0)} ms`;
  const description = [
    `main process: its own work takes ${ownWork.toFixed(1)} ms at most in 99 %; 99 % of events within ${wait.toFixed(1)} ms, ${all(waits)}`,
    `page: 95 % of events within ${answer.toFixed(1)} ms, ${all(answers)}`,
    `95 % of frames within ${frame.toFixed(0)} ms, ${all(frames)}`,
  ].join('; ');
  test.info().annotations.push({ type: phase, description });
  process.stdout.write(`      ${phase}: ${description}\n`);
  expect(ownWork, `work of the main process during ${phase}`).toBeLessThan(LONGEST_WORK);
  expect(wait, `events of the main process during ${phase}`).toBeLessThan(LONGEST_WAIT);
  expect(answer, `events of the page during ${phase}`).toBeLessThan(LONGEST_ANSWER);
  expect(frame, `frames of the page during ${phase}`).toBeLessThan(LONGEST_FRAME);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(Math.floor(share * sorted.length), sorted.length - 1)] ?? 0;
}
