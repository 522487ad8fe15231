import { join } from 'node:path';

import type { Page } from '@playwright/test';

import { decodeFrame } from '../../src-renderer/state/frame.ts';
import { expect, test } from '../fixtures.ts';
import { embedding, expectDrawn, finishedProject, setFlow } from '../steps.ts';

/** How opaque each pixel of the embedding's canvas is, in CSS pixels of the element. */
interface Frame {
  width: number;
  height: number;
  alpha: Uint8Array;
}

/** Where the embedding looks, and the field that is drawn on it. */
interface Field {
  view: { x: number; y: number; scale: number };
  grid: { origin: [number, number]; spacing: [number, number]; columns: number; rows: number };
  mask: Uint8Array;
  vectors: Float32Array;
}

/** The canvas as it is drawn in so many frames, one after the other, each at least `apart` milliseconds after the last. */
async function frames(page: Page, count: number, apart: number): Promise<Frame[]> {
  const read = await embedding(page).evaluate(
    async (stage, { count, apart }) => {
      const canvas = stage.querySelector('canvas')!;
      const probe = document.body.appendChild(document.createElement('div'));
      probe.style.position = 'fixed';
      // Sizes are observed after all drawing of a frame and before the browser takes it: only then can it be read.
      const afterDrawing = (): Promise<void> =>
        new Promise((resolve) => {
          const observer = new ResizeObserver(() => {
            observer.disconnect();
            resolve();
            read();
          });
          const read = (): void => {
            const copy = new OffscreenCanvas(canvas.width, canvas.height);
            const context = copy.getContext('2d')!;
            context.drawImage(canvas, 0, 0);
            const { data } = context.getImageData(0, 0, copy.width, copy.height);
            const alpha = Array.from({ length: data.length / 4 }, (_, p) =>
              String.fromCharCode(data[4 * p + 3]),
            );
            taken.push({ width: copy.width, height: copy.height, alpha: alpha.join('') });
          };
          requestAnimationFrame(() => {
            probe.style.width = `${String(1 + (taken.length % 2))}px`;
            observer.observe(probe);
          });
        });
      const taken: { width: number; height: number; alpha: string }[] = [];
      while (taken.length < count) {
        await afterDrawing();
        if (taken.length < count) await new Promise((resolve) => setTimeout(resolve, apart));
      }
      probe.remove();
      return taken;
    },
    { count, apart },
  );
  return read.map(({ width, height, alpha }) => ({ width, height, alpha: Buffer.from(alpha, 'latin1') }));
}

async function shownField(page: Page): Promise<Field> {
  const { view, bytes } = await page.evaluate(async () => {
    const info = await window.rnavelocity.project.info(undefined);
    if (!info.ok) throw new Error('No project.');
    const { token, runs } = info.value;
    const run = runs[0].id;
    const answer = await fetch(`/data/${token}/scene?run=${String(run)}`);
    const array = new Uint8Array(await answer.arrayBuffer());
    let view: unknown;
    for (let tries = 0; !view && tries < 50; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      const kept = await window.rnavelocity.view.load({ key: `run:${String(run)}` });
      view = kept.ok ? (kept.value as { view?: unknown }).view : undefined;
    }
    return {
      view: view as { x: number; y: number; scale: number },
      bytes: Array.from(array, (byte) => String.fromCharCode(byte)).join(''),
    };
  });
  const buffer = Uint8Array.from(Buffer.from(bytes, 'latin1')).buffer;
  const { header, arrays } = decodeFrame<'scene'>(buffer);
  return { view, grid: header.grid!, mask: arrays.gridMask!, vectors: arrays.gridVectors! };
}

/** The field at a pixel, in pixels (y downwards); nothing where there is none. */
function fieldAt(
  { view, grid, mask, vectors }: Field,
  frame: Frame,
  x: number,
  y: number,
): [number, number] | undefined {
  const dataX = view.x + (x - frame.width / 2) / view.scale;
  const dataY = view.y - (y - frame.height / 2) / view.scale;
  const column = Math.round((dataX - grid.origin[0]) / grid.spacing[0]);
  const row = Math.round((dataY - grid.origin[1]) / grid.spacing[1]);
  if (column < 0 || row < 0 || column >= grid.columns || row >= grid.rows) return undefined;
  const node = row * grid.columns + column;
  return mask[node] === 1 ? [vectors[2 * node], -vectors[2 * node + 1]] : undefined;
}

/** The whole shift, up to `reach`, after which a tile of the first frame is most like the second. */
function shiftOf(
  before: Frame,
  after: Frame,
  left: number,
  top: number,
  side: number,
  reach: number,
): [number, number] {
  let best: [number, number] = [0, 0];
  let least = Infinity;
  for (let dy = -reach; dy <= reach; dy++)
    for (let dx = -reach; dx <= reach; dx++) {
      let sum = 0;
      for (let y = top; y < top + side; y++)
        for (let x = left; x < left + side; x++) {
          const difference =
            before.alpha[y * before.width + x] - after.alpha[(y + dy) * after.width + x + dx];
          sum += difference * difference;
        }
      if (sum < least) {
        least = sum;
        best = [dx, dy];
      }
    }
  return best;
}

const SIDE = 40;
const REACH = 8;

/** Cosines between the shift of each tile that moved and the field there. */
function agreements(before: Frame, after: Frame, field: Field): number[] {
  const cosines: number[] = [];
  for (let top = REACH; top + SIDE + REACH < before.height; top += SIDE)
    for (let left = REACH; left + SIDE + REACH < before.width; left += SIDE) {
      const vector = fieldAt(field, before, left + SIDE / 2, top + SIDE / 2);
      if (!vector || inkOf(before, left, top) < 60) continue;
      const [dx, dy] = shiftOf(before, after, left, top, SIDE, REACH);
      const length = Math.hypot(dx, dy) * Math.hypot(...vector);
      if (length > 0) cosines.push((dx * vector[0] + dy * vector[1]) / length);
    }
  return cosines;
}

function inkOf(frame: Frame, left: number, top: number): number {
  let count = 0;
  for (let y = top; y < top + SIDE; y++)
    for (let x = left; x < left + SIDE; x++) if (frame.alpha[y * frame.width + x] > 40) count++;
  return count;
}

function same(one: Frame, two: Frame): boolean {
  return Buffer.compare(one.alpha, two.alpha) === 0;
}

async function openWithFlowAlone(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open project…' }).click();
  await expectDrawn(page);
  await page.getByRole('button', { name: 'Zoom in' }).click();
  const legend = page.getByRole('region', { name: 'Legend: Clusters' });
  // Of the cells only the fewest stay, so that little but the flow is in the picture.
  await legend.getByRole('button', { name: /^Delta / }).click({ modifiers: ['Shift'] });
  await expect(legend.getByRole('button', { pressed: true })).toHaveCount(1);
  await setFlow(page, 'Animated');
  await page.mouse.move(5, 5);
}

test(
  'the animated flow moves along the field, stands still where motion is reduced, and rests out of sight',
  {
    tag: '@both',
  },
  async ({ app, page, profile, picture }) => {
    test.setTimeout(120_000);
    await app.stubOpenDialog(finishedProject(join(profile, 'projects'), 'Moving'));
    await openWithFlowAlone(page);
    await picture('flow');

    await test.step('what moves, moves along the field', async () => {
      const field = await shownField(page);
      const cosines: number[] = [];
      await expect
        .poll(
          async () => {
            const taken = await frames(page, 4, 40);
            for (let f = 1; f < taken.length; f++) {
              expect(taken[f].alpha.some((value) => value > 0)).toBe(true);
              cosines.push(...agreements(taken[f - 1], taken[f], field));
            }
            return cosines.length;
          },
          { timeout: 30_000 },
        )
        .toBeGreaterThan(40);
      const mean = cosines.reduce((sum, value) => sum + value, 0) / cosines.length;
      expect(mean).toBeGreaterThan(0.5);
      expect(cosines.filter((value) => value > 0).length / cosines.length).toBeGreaterThan(0.75);
    });

    await test.step('nothing is drawn where no cells are', async () => {
      const field = await shownField(page);
      const [frame] = await frames(page, 1, 0);
      const far = 2 * Math.max(...field.grid.spacing) * field.view.scale;
      let outside = 0;
      for (let y = 0; y < frame.height; y++)
        for (let x = 0; x < frame.width; x++) {
          if (frame.alpha[y * frame.width + x] < 20) continue;
          const near = [-far, 0, far].some((dy) =>
            [-far, 0, far].some((dx) => fieldAt(field, frame, x + dx, y + dy)),
          );
          if (!near) outside++;
        }
      expect(outside).toBe(0);
    });

    await test.step('a page out of sight draws nothing', async () => {
      const hide = (hidden: boolean) =>
        page.evaluate((value) => {
          Object.defineProperty(document, 'hidden', { configurable: true, get: () => value });
          document.dispatchEvent(new Event('visibilitychange'));
        }, hidden);
      const drawn = () =>
        page.evaluate(async () => {
          const prototype = WebGL2RenderingContext.prototype;
          // Each is a method of every context, called on one.

          const { drawArrays, drawArraysInstanced } = prototype;
          let count = 0;
          prototype.drawArrays = function (...args) {
            count++;
            drawArrays.apply(this, args);
          };
          prototype.drawArraysInstanced = function (...args) {
            count++;
            drawArraysInstanced.apply(this, args);
          };
          await new Promise((resolve) => setTimeout(resolve, 600));
          Object.assign(prototype, { drawArrays, drawArraysInstanced });
          return count;
        });
      expect(await drawn()).toBeGreaterThan(0);
      await hide(true);
      await expect.poll(drawn).toBe(0);
      await hide(false);
      await expect.poll(drawn).toBeGreaterThan(0);
    });

    await test.step('with motion reduced it stands still, and moves again without', async () => {
      await app.reduceMotion(true);
      await page.waitForFunction(() => matchMedia('(prefers-reduced-motion: reduce)').matches);
      const shot = () => embedding(page).screenshot({ scale: 'css' });
      await expect.poll(async () => (await shot()).equals(await shot())).toBe(true);
      const still = await shot();
      await picture('still');
      await expect.poll(async () => (await shot()).equals(still), { timeout: 3000 }).toBe(true);
      await app.reduceMotion(false);
      await expect.poll(async () => (await shot()).equals(await shot())).toBe(false);
      const [one, two] = await frames(page, 2, 200);
      expect(same(one, two)).toBe(false);
    });
  },
);
