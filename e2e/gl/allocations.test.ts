import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Flow } from '../../src-renderer/gl/sceneProps.ts';
import type { Move } from './framesPage.ts';
import { openPage, type OpenPage } from './scenePage.ts';
import { allocations } from './sites.ts';

const SIDE = 160;
const CELLS = 2000;
/** Until the browser has made machine code of what every frame does; before that, each number on the way is an object. */
const WARM_UP = 60;
const FRAMES = 60;
/** Bytes a frame: some numbers between functions. An object, array or closure made in every frame is more. */
const NUMBERS = 200;

let opened: OpenPage;

beforeAll(async () => {
  opened = await openPage('frames.html', SIDE);
});

afterAll(async () => {
  await opened?.close();
});

function frames(count: number, move: Move): Promise<number[]> {
  return opened.page.evaluate(([count, move]) => window.framesPage.frames(count, move), [
    count,
    move,
  ] as const);
}

describe('a frame of the scene', () => {
  it.each<{ flow: Flow; move: Move }>([
    { flow: 'animated', move: 'rest' },
    { flow: 'animated', move: 'pan' },
    { flow: 'animated', move: 'zoom' },
    { flow: 'lines', move: 'pan' },
    { flow: 'grid', move: 'pan' },
  ])('makes no objects, the flow being $flow and the move $move', async ({ flow, move }) => {
    await opened.page.evaluate(([cells, flow, side]) => window.framesPage.show(cells, flow, side), [
      CELLS,
      flow,
      SIDE,
    ] as const);
    await frames(WARM_UP, move);
    const sites = await allocations(opened.page, () => frames(FRAMES, move));
    // Something was measured: three.js makes objects in every frame.
    expect(sites.some(({ owner }) => owner === 'three')).toBe(true);
    const large = sites.filter(({ owner, amount }) => owner === 'scene' && amount / FRAMES > NUMBERS);
    expect(large).toEqual([]);
  });
});
