import { parseArgs } from 'node:util';

import type { Page } from '@playwright/test';

import type { Move } from '../e2e/gl/framesPage.ts';
import { openPage } from '../e2e/gl/scenePage.ts';
import { allocations, times, type Owner, type Site } from '../e2e/gl/sites.ts';

/*
 * Measures what a frame of the embedding costs the page's thread, and what it allocates: at rest (only the flow moves), panned and
 * zoomed. The processor draws in another process, which is waited for between frames and not counted.
 */
const { values } = parseArgs({
  options: {
    points: { type: 'string', default: '1000000' },
    frames: { type: 'string', default: '100' },
    side: { type: 'string', default: '800' },
    // Of all cells together, in CSS pixels: magnified so much that there is room for all particles.
    extent: { type: 'string', default: '3300' },
  },
});
const MOVES = ['rest', 'pan', 'zoom'] as const;
/** Frames of a small picture, as of ten seconds, before any is measured: for the browser to make machine code of what they do. */
const WARM_UP = 600;
/** Frames before those that are measured: for cells and particles to be as many as they get. */
const GROWTH = 20;
/** How many functions are named. */
const NAMED = 8;

const opened = await openPage('frames.html', Number(values.side));
try {
  await measure(opened.page, Number(values.points), Number(values.frames));
} finally {
  await opened.close();
}

async function measure(page: Page, points: number, frames: number): Promise<void> {
  const draw = (count: number, move: Move): Promise<number[]> =>
    page.evaluate(([count, move]) => window.framesPage.frames(count, move), [count, move] as const);
  const show = (points: number, extent: number): Promise<void> =>
    page.evaluate(([points, extent]) => window.framesPage.show(points, 'animated', extent), [
      points,
      extent,
    ] as const);
  await show(1000, 100);
  for (const move of MOVES) await draw(WARM_UP, move);
  await show(points, Number(values.extent));
  for (const move of MOVES) {
    await draw(GROWTH, move);
    const took = (await draw(frames, move)).toSorted((a, b) => a - b);
    const at = (share: number): string => took[Math.floor(share * (frames - 1))].toFixed(2);
    const busy = await times(page, () => draw(frames, move));
    const kept = await heapGrowth(page, () => draw(frames, move));
    const allocated = await allocations(page, () => draw(frames, move));
    const particles = await page.evaluate(() => window.framesPage.particles());
    print(`${move}: ${String(points)} points, ${String(particles)} particles, ${String(frames)} frames`);
    print(`  a frame takes ${at(0.5)} ms (median), ${at(0.95)} ms (95 % within), ${at(1)} ms (longest)`);
    tell('profiler', busy, frames, (amount) => `${amount.toFixed(3)} ms`);
    tell('allocated', allocated, frames, (amount) => `${amount.toFixed(0)} bytes`);
    print(`  kept after garbage collection: ${kept.toFixed(0)} bytes over all frames`);
  }
}

/** How many more bytes are in use after `act` than before, each counted after a garbage collection. */
async function heapGrowth(page: Page, act: () => Promise<unknown>): Promise<number> {
  const devtools = await page.context().newCDPSession(page);
  const used = async (): Promise<number> => {
    await devtools.send('HeapProfiler.collectGarbage');
    return (await devtools.send('Runtime.getHeapUsage')).usedSize;
  };
  try {
    const before = await used();
    await act();
    return (await used()) - before;
  } finally {
    await devtools.detach();
  }
}

/** Prints what each owner has a share in, a frame, and the functions with the largest. */
function tell(what: string, sites: Site[], frames: number, format: (amount: number) => string): void {
  const sumOf = (owner: Owner): number =>
    sites.filter((site) => site.owner === owner).reduce((sum, { amount }) => sum + amount, 0);
  const owners = (['scene', 'three', 'browser'] as const)
    .map((owner) => `${owner} ${format(sumOf(owner) / frames)}`)
    .join(', ');
  print(`  ${what}, a frame: ${owners}`);
  const own = sites.filter(({ owner }) => owner === 'scene');
  const others = sites.filter(({ owner }) => owner === 'three' || owner === 'browser');
  for (const { owner, name, amount } of [...own.slice(0, NAMED), ...others.slice(0, NAMED)])
    print(`    ${owner.padEnd(8)} ${format(amount / frames).padStart(12)}  ${name}`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
