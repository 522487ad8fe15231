import { expect, it } from 'vitest';

import { placeWindow } from './windowBounds.ts';

const main = { x: 0, y: 25, width: 1920, height: 1055 };
const second = { x: 1920, y: 0, width: 2560, height: 1440 };

it('opens in the middle of the main screen at first', () => {
  expect(placeWindow(undefined, [main, second], [])).toEqual({ x: 240, y: 103, width: 1440, height: 900 });
});

it('opens where the last window was', () => {
  const last = { x: 2500, y: 200, width: 1300, height: 800 };
  expect(placeWindow(last, [main, second], [])).toEqual(last);
});

it('comes back to the main screen when the other one is gone', () => {
  const last = { x: 2500, y: 200, width: 1300, height: 800 };
  expect(placeWindow(last, [main], [])).toEqual({ x: 240, y: 103, width: 1440, height: 900 });
});

it('comes back when its upper edge cannot be reached', () => {
  const above = { x: 100, y: -300, width: 1300, height: 800 };
  expect(placeWindow(above, [main], []).y).toBe(103);
});

it('is neither larger than the screen nor smaller than it can be used', () => {
  expect(placeWindow({ x: 0, y: 25, width: 4000, height: 3000 }, [main], [])).toMatchObject({
    width: 1920,
    height: 1055,
  });
  expect(placeWindow({ x: 0, y: 25, width: 200, height: 100 }, [main], [])).toMatchObject({
    width: 1024,
    height: 640,
  });
  expect(placeWindow(undefined, [{ x: 0, y: 0, width: 800, height: 600 }], [])).toEqual({
    x: 0,
    y: 0,
    width: 800,
    height: 600,
  });
});

it('stands a step aside from windows that are open, and starts again at the end of the screen', () => {
  const last = { x: 100, y: 100, width: 1200, height: 800 };
  expect(placeWindow(last, [main], [last, { x: 128, y: 128 }])).toMatchObject({ x: 156, y: 156 });
  const low = { x: 100, y: 1040, width: 1200, height: 800 };
  expect(placeWindow(low, [main], [low])).toMatchObject({ x: 0, y: 25 });
});

it('opens without knowing of any screen', () => {
  expect(placeWindow(undefined, [], [])).toMatchObject({ width: 1440, height: 900 });
});
