import { fileURLToPath } from 'node:url';

import { chromium, type Browser, type Page } from 'playwright-core';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { SceneProps } from '../../src-renderer/gl/sceneProps.ts';
import { findChromium } from '../chromium.ts';
import { UNKNOWN, uniformField } from './fields.ts';
import { bestShift, massCentre, type Picture } from './pixels.ts';

const SIZE = 320;
const SCALE = 8;
const VIEW = { x: 20, y: 20, scale: SCALE };
const CORNERS = [0, 0, 40, 40];

let server: ViteDevServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  server = await createServer({
    root: fileURLToPath(new URL('../..', import.meta.url)),
    configFile: false,
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 0, watch: null, hmr: false },
    optimizeDeps: { noDiscovery: true, include: ['three'] },
  });
  await server.listen();
  const found = await findChromium();
  browser = await chromium.launch({
    executablePath: found.executable,
    env: { ...process.env, ...found.environment } as Record<string, string>,
    args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  });
  page = await browser.newPage({ viewport: { width: SIZE, height: SIZE }, deviceScaleFactor: 1 });
  await page.goto(new URL('e2e/gl/index.html', server.resolvedUrls!.local[0]).href);
  await page.waitForFunction(() => 'page' in window);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** Opens a scene of a uniform field without cells and reads it back after each of the given steps. */
async function flowPictures(
  vector: [number, number],
  steps: number[],
  props: Partial<SceneProps> = {},
): Promise<Picture[]> {
  const { origin, spacing, columns, rows, mask, vectors } = uniformField(vector);
  const pictures = await page.evaluate(
    ({ field, corners, steps, view, size, props }) => {
      const scene = window.page.open({
        positions: Float32Array.from(corners),
        colors: new Uint8Array(2 * corners.length),
        field: {
          ...field,
          mask: Uint8Array.from(field.mask),
          vectors: Float32Array.from(field.vectors),
          ...(field.density ? { density: Float32Array.from(field.density) } : {}),
        },
        flow: 'animated',
        view,
        width: size,
        height: size,
        ...props,
      });
      const read = steps.map((seconds) => Array.from(window.page.coverage(scene, seconds)));
      scene.dispose();
      return read;
    },
    {
      field: {
        origin,
        spacing,
        columns,
        rows,
        mask: [...mask],
        vectors: [...vectors],
        density: props.field?.density ? [...props.field.density] : undefined,
      },
      corners: CORNERS,
      steps,
      view: VIEW,
      size: SIZE,
      props: { ...props, field: undefined } as object,
    },
  );
  return pictures.map((values) => ({ width: SIZE, height: SIZE, values }));
}

describe('the animated flow', () => {
  it.each([
    ['right', [1, 0], 1, 0],
    ['up', [0, 2], 0, -1],
    ['down and left', [-1, -1], -1, 1],
  ] as const)('moves to the %s where the field does', async (_, vector, signX, signY) => {
    const [before, after] = await flowPictures([...vector], [0, 0.2]);
    const { dx, dy } = bestShift(before, after, 8);
    expect(Math.sign(dx)).toBe(signX);
    expect(Math.sign(dy)).toBe(signY);
    // 7 % of the embedding's longer side a second at the field's usual speed.
    const way = 0.2 * 0.07 * 40 * SCALE;
    expect(Math.hypot(dx, dy)).toBeGreaterThan(way - 1.5);
    expect(Math.hypot(dx, dy)).toBeLessThan(way + 1.5);
  });

  it('never enters what is unknown, nor leaves the field', async () => {
    const [least, most] = UNKNOWN.map((edge) => (edge - VIEW.x) * SCALE + SIZE / 2);
    for (const vector of [[1, 0], [-1, 0.6]] as [number, number][]) {
      for (const { values } of await flowPictures(vector, [0, 0.05, 0.05, 0.3])) {
        let inside = 0;
        let drawn = 0;
        for (let y = 0; y < SIZE; y++)
          for (let x = 0; x < SIZE; x++) {
            if (values[y * SIZE + x] === 0) continue;
            drawn++;
            // A line is 1.6 pixels wide and has a halo.
            if (x > least + 3 && x < most - 3 && y > least + 3 && y < most - 3) inside++;
          }
        expect(drawn).toBeGreaterThan(1000);
        expect(inside).toBe(0);
      }
    }
  });

  it('starts where cells are', async () => {
    const field = uniformField([1, 0]);
    field.density = new Float32Array(field.mask.length);
    // All cells lie around the node at (4, 30).
    field.density[30 * 41 + 4] = 7;
    const [{ values, width, height }] = await flowPictures([1, 0], [0], { field });
    const centre = massCentre({ values, width, height });
    expect(centre.x / SCALE).toBeGreaterThan(4);
    expect(centre.x / SCALE).toBeLessThan(16);
    expect(Math.abs(40 - centre.y / SCALE - 30)).toBeLessThan(0.5);
  });

  it('is the same for the same seed, and another for another', async () => {
    const steps = [0, 0.04, 0.04];
    const [, , first] = await flowPictures([1, 0], steps, { seed: 5 });
    const [, , again] = await flowPictures([1, 0], steps, { seed: 5 });
    const [, , other] = await flowPictures([1, 0], steps, { seed: 6 });
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('stands still when told so, and moves when not', async () => {
    const field = uniformField([1, 0]);
    const sameAfterAWhile = (still: boolean): Promise<boolean> =>
      page.evaluate(
        async ({ field, still, view, size }) => {
          const scene = window.page.open({
            positions: new Float32Array([0, 0, 40, 40]),
            colors: new Uint8Array(8),
            field: {
              ...field,
              mask: Uint8Array.from(field.mask),
              vectors: Float32Array.from(field.vectors),
              density: undefined,
            },
            flow: 'animated',
            still,
            view,
            width: size,
            height: size,
          });
          const before = window.page.coverage(scene, 0);
          await new Promise((resolve) => setTimeout(resolve, 400));
          const after = window.page.coverage(scene, 0);
          scene.dispose();
          return before.every((value, k) => value === after[k]);
        },
        {
          field: { ...field, mask: [...field.mask], vectors: [...field.vectors], density: undefined },
          still,
          view: VIEW,
          size: SIZE,
        },
      );
    expect(await sameAfterAWhile(true)).toBe(true);
    expect(await sameAfterAWhile(false)).toBe(false);
  });
});
