import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { SIDE, SIZE, UNKNOWN, VIEW } from './fields.ts';
import type { FlowRequest } from './page.ts';
import { bestShift, massCentre, type Picture } from './pixels.ts';
import { openPage, type OpenPage } from './scenePage.ts';

let opened: OpenPage;

beforeAll(async () => {
  opened = await openPage('index.html', SIZE);
});

afterAll(async () => {
  await opened?.close();
});

/** The flow's picture after each of the steps (seconds). */
async function pictures(request: Omit<FlowRequest, 'still'>, steps: number[]): Promise<Picture[]> {
  const read = await opened.page.evaluate(
    ({ request, steps }) => window.page.pictures({ ...request, still: true }, steps),
    { request, steps },
  );
  return read.map((text) => ({ width: SIZE, height: SIZE, values: Buffer.from(text, 'latin1') }));
}

function sameAfter(milliseconds: number, still: boolean): Promise<boolean> {
  return opened.page.evaluate(
    ({ milliseconds, still }) => window.page.sameAfter({ vector: [1, 0], still }, milliseconds),
    { milliseconds, still },
  );
}

describe('the animated flow', () => {
  it.each([
    { where: 'to the right', vector: [1, 0], signs: [1, 0] },
    { where: 'upwards', vector: [0, 2], signs: [0, -1] },
    { where: 'down to the left', vector: [-1, -1], signs: [-1, 1] },
  ] as const)('moves $where where the field does', async ({ vector, signs }) => {
    const seconds = 0.2;
    const [before, after] = await pictures({ vector }, [0, seconds]);
    const { dx, dy } = bestShift(before, after, 8);
    expect([Math.sign(dx), Math.sign(dy)]).toEqual(signs);
    // 7 % of the embedding's longer side a second at the field's usual speed.
    const way = seconds * 0.07 * (SIDE - 1) * VIEW.scale;
    expect(Math.abs(Math.hypot(dx, dy) - way)).toBeLessThan(1.5);
  });

  it.each([{ vector: [1, 0] }, { vector: [-1, 0.6] }] as const)(
    'along $vector never enters what is unknown',
    async ({ vector }) => {
      // A line is 1.6 pixels wide and has a halo.
      const [least, most] = [0, 1].map((k) => (UNKNOWN[k] - VIEW.x) * VIEW.scale + SIZE / 2 + (k ? -3 : 3));
      const within = (k: number): boolean => k > least && k < most;
      for (const { values } of await pictures({ vector }, [0, 0.05, 0.05, 0.3])) {
        let [inside, drawn] = [0, 0];
        for (let k = 0; k < SIZE * SIZE; k++) {
          if (values[k] === 0) continue;
          drawn++;
          if (within(k % SIZE) && within(Math.floor(k / SIZE))) inside++;
        }
        expect(drawn).toBeGreaterThan(1000);
        expect(inside).toBe(0);
      }
    },
  );

  it('starts where cells are and goes from there', async () => {
    const [picture] = await pictures({ vector: [1, 0], cellsAt: [4, 30] }, [0]);
    const { x, y } = massCentre(picture);
    expect(x / VIEW.scale).toBeGreaterThan(4);
    // Particles live four seconds at most.
    expect(x / VIEW.scale).toBeLessThan(4 + 4 * 0.07 * (SIDE - 1));
    expect(Math.abs(SIDE - 1 - y / VIEW.scale - 30)).toBeLessThan(0.5);
  });

  it('is the same for the same seed, and another for another', async () => {
    const steps = [0, 0.04];
    const [, first] = await pictures({ vector: [1, 0], seed: 5 }, steps);
    const [, again] = await pictures({ vector: [1, 0], seed: 5 }, steps);
    const [, other] = await pictures({ vector: [1, 0], seed: 6 }, steps);
    const difference = (one: Picture, two: Picture): number => Buffer.compare(one.values, two.values);
    expect(difference(again, first)).toBe(0);
    expect(difference(other, first)).not.toBe(0);
  });

  it('stands still when told so, and moves when not', async () => {
    expect(await sameAfter(400, true)).toBe(true);
    expect(await sameAfter(400, false)).toBe(false);
  });
});
