import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import type { CDPSession, Page } from '@playwright/test';

import { RunningApp } from '../e2e/runningApp.ts';

/*
 * Measures the built app on a large project, in the window itself: opening it, colouring by genes, and moving the picture.
 * Times run from the click to the first picture, which shows as many cells as one frame allows, and to the one with all cells. Without a graphics card the processor draws as well; the time of the
 * page's own thread is therefore told apart.
 */
const { values, positionals } = parseArgs({
  options: { genes: { type: 'string', default: '5' }, app: { type: 'string' } },
  allowPositionals: true,
});
const [given] = positionals;
if (!given) throw new Error('Name a project: node bench/app.ts big.rnavelocity');

/** How long a hand rests on what it is about to press, at least, in milliseconds. */
const POINTING = 150;

const profile = mkdtempSync(join(tmpdir(), 'bench-app-'));
try {
  // A copy, since opening a project writes into it.
  const project = join(profile, basename(given));
  copyFileSync(resolve(given), project);
  await measure(project, Number(values.genes), resolve(values.app ?? join(import.meta.dirname, '..')));
} finally {
  rmSync(profile, { recursive: true, force: true });
}

async function measure(project: string, genes: number, appPath: string): Promise<void> {
  const app = await RunningApp.launch({ appPath, profile });
  try {
    const { page } = app;
    const watched = await watch(page);
    await app.stubOpenDialog(project);
    await timed(watched, 'open', () => page.getByRole('button', { name: /^Open project/ }).click());
    // The rest of what the window shows is being read.
    await page.waitForTimeout(5000);
    for (let place = 0; place < genes; place++) {
      await page.getByRole('button', { name: /^Colour by/ }).click();
      await page.getByPlaceholder(/^Search columns/).fill(`${String(place + 2)}7`);
      const gene = page.getByRole('option').last();
      await gene.waitFor();
      // A hand points before it presses.
      await gene.hover();
      await page.waitForTimeout(POINTING);
      await timed(watched, place === 0 ? 'first gene' : 'next gene', () => gene.click());
      await page.waitForTimeout(1000);
    }
    await pan(watched);
  } finally {
    await app.quit();
  }
}

interface Watched {
  page: Page;
  devtools: CDPSession;
}

async function watch(page: Page): Promise<Watched> {
  await page.evaluate(() => {
    performance.setResourceTimingBufferSize(10_000);
    document.addEventListener('click', () => performance.mark('clicked'), { capture: true });
  });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  return { page, devtools };
}

/** Prints how long it takes from a click to the picture of all cells, and what it is made of. */
async function timed({ page, devtools }: Watched, what: string, click: () => Promise<void>): Promise<void> {
  await page.evaluate(() => {
    performance.clearMarks();
    performance.clearResourceTimings();
  });
  const before = await busy(devtools);
  await click();
  await page.waitForFunction(() => performance.getEntriesByName('embedding-complete').length > 0, undefined, {
    timeout: 120_000,
  });
  const after = await busy(devtools);
  const { first, total, requests } = await page.evaluate(() => {
    const [from] = performance.getEntriesByName('clicked').slice(-1);
    const [changed] = performance.getEntriesByName('embedding-changed');
    const [to] = performance.getEntriesByName('embedding-complete');
    const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    return {
      first: changed.startTime - from.startTime,
      total: to.startTime - from.startTime,
      requests: entries
        .filter(({ responseEnd }) => responseEnd <= to.startTime)
        .map(({ name, startTime, responseStart, responseEnd }) => ({
          view: name.split('/').at(-1)?.split('?')[0] ?? '',
          at: startTime - from.startTime,
          answered: responseStart - startTime,
          read: responseEnd - responseStart,
        })),
    };
  });
  print(
    `${what}: ${ms(first)} to the first picture, ${ms(total)} to all cells, page busy ${ms(after.task - before.task)} (script ${ms(after.script - before.script)})`,
  );
  for (const { view, at, answered, read } of requests)
    print(`    ${view.padEnd(12)} asked at ${ms(at)}, answered after ${ms(answered)}, read in ${ms(read)}`);
}

/** Prints how long frames take while the picture is dragged to and fro. */
async function pan({ page, devtools }: Watched): Promise<void> {
  const box = await page.locator('canvas').first().boundingBox();
  if (!box) throw new Error('There is no picture.');
  await page.evaluate(() => {
    const kept = globalThis as unknown as { gaps: number[] };
    kept.gaps = [];
    let last = performance.now();
    const note = (): void => {
      const now = performance.now();
      kept.gaps.push(now - last);
      last = now;
      requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
  const before = await busy(devtools);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 0; step < 120; step++) await page.mouse.move(x + 80 * Math.sin(step / 10), y + step / 4);
  await page.mouse.up();
  const after = await busy(devtools);
  const gaps = await page.evaluate(() => (globalThis as unknown as { gaps: number[] }).gaps);
  const sorted = gaps.toSorted((a, b) => a - b);
  const at = (share: number): string => ms(sorted[Math.floor(share * (sorted.length - 1))]);
  print(
    `pan: ${String(gaps.length)} frames, median ${at(0.5)}, 95 % within ${at(0.95)}, longest ${at(1)}; ` +
      `page busy ${ms((after.task - before.task) / gaps.length)} a frame (script ${ms((after.script - before.script) / gaps.length)})`,
  );
}

/** What the page's thread has done so far, in ms. */
async function busy(devtools: CDPSession): Promise<{ task: number; script: number }> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  const of = (name: string): number => 1000 * (metrics.find((metric) => metric.name === name)?.value ?? 0);
  return { task: of('TaskDuration'), script: of('ScriptDuration') };
}

function ms(time: number): string {
  return `${time.toFixed(time < 10 ? 1 : 0)} ms`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
