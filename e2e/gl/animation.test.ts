import { BufferSource, EncodedPacketSink, Input, WEBM } from 'mediabunny';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { AnimationSettings } from '../../src-renderer/animation/choices.ts';
import { openPage, type OpenPage } from './scenePage.ts';

const SETTINGS: AnimationSettings = {
  width: 320,
  height: 240,
  seconds: 1,
  frameRate: 24,
  quality: 'good',
  ground: 'white',
  names: true,
  legend: false,
  loop: false,
  density: 1,
  seed: 1,
};

let opened: OpenPage;

beforeAll(async () => {
  opened = await openPage('animation.html', 100);
});

afterAll(async () => {
  await opened?.close();
});

async function pictures(
  settings: Partial<AnimationSettings>,
  frames: number[],
  cells?: number,
): Promise<Buffer[]> {
  const texts = await opened.page.evaluate(
    ([settings, frames, cells]) => window.animationPage.pictures(settings, frames, cells),
    [{ ...SETTINGS, ...settings }, frames, cells] as const,
  );
  return texts.map((text) => Buffer.from(text, 'latin1'));
}

function record(settings: Partial<AnimationSettings>, ends = {}) {
  return opened.page.evaluate(([settings, ends]) => window.animationPage.record(settings, ends), [
    { ...SETTINGS, ...settings },
    ends,
  ] as const);
}

/** Mean difference of two pictures, 0 … 255. */
function difference(one: Buffer, two: Buffer): number {
  return one.reduce((sum, value, k) => sum + Math.abs(value - two[k]), 0) / one.length;
}

describe('the pictures of an animation', () => {
  it('are the same for the same seed, and others for another', async () => {
    const first = await pictures({}, [0, 5]);
    const again = await pictures({}, [0, 5]);
    const [other] = await pictures({ seed: 2 }, [0]);
    expect(again[0].equals(first[0])).toBe(true);
    expect(again[1].equals(first[1])).toBe(true);
    expect(other.equals(first[0])).toBe(false);
    expect(first[0].equals(first[1])).toBe(false);
  });

  it('lead from the last to the first without a jump where they loop', async () => {
    const frames = 24 * 3;
    const loop = { seconds: 3, loop: true };
    const [first, second, after] = await pictures(loop, [0, 1, frames]);
    const step = difference(first, second);
    expect(step).toBeGreaterThan(0.2);
    expect(difference(first, after)).toBeLessThan(0.02 * step);
    const [begin, end] = await pictures({ ...loop, loop: false }, [0, frames]);
    expect(difference(begin, end)).toBeGreaterThan(2 * step);
  });

  it('show flow at all times of a loop about as densely', async () => {
    const still = await pictures({ seconds: 4, loop: true, density: 2 }, [0, 24, 48, 72]);
    const [none] = await pictures({ density: 0.0001 }, [0]);
    const [usual] = await pictures({ density: 2 }, [0]);
    const amounts = still.map((picture) => difference(picture, none));
    expect(Math.min(...amounts)).toBeGreaterThan(0.8 * Math.max(...amounts));
    expect(Math.min(...amounts)).toBeGreaterThan(0.6 * difference(usual, none));
  });

  it('have more particles where more are asked for', async () => {
    const [none] = await pictures({ density: 0.0001 }, [0]);
    const [few] = await pictures({ density: 0.5 }, [0]);
    const [many] = await pictures({ density: 2 }, [0]);
    expect(difference(many, none)).toBeGreaterThan(2 * difference(few, none));
  });

  it('show all of many cells in the first frame', async () => {
    const [first, later] = await pictures({ density: 0.0001 }, [0, 3], 300_000);
    expect(later.equals(first)).toBe(true);
  });

  it('have names and a legend only where asked for', async () => {
    const [without] = await pictures({ names: false }, [0]);
    const [names] = await pictures({ names: true }, [0]);
    const middle = (picture: Buffer): Buffer => picture.subarray(320 * 112, 320 * 128);
    expect(difference(middle(names), middle(without))).toBeGreaterThan(1);
    const [legend] = await pictures({ names: false, legend: true }, [0]);
    // Its swatch is where no cell is: the embedding has made room.
    const swatch = 320 * (8 + 8 + 24 + 12) + 8 + 8 + 6;
    expect(legend[swatch]).toBe(40);
  });
});

describe('a recording', () => {
  it.each([
    { frameRate: 24, seconds: 1.5 },
    { frameRate: 60, seconds: 1 },
  ])('of $seconds s at $frameRate frames a second has exactly that', async ({ frameRate, seconds }) => {
    const { bytes, error, frames } = await record({ frameRate, seconds });
    expect(error).toBe('');
    expect(frames).toBe(frameRate * seconds);
    const input = new Input({ formats: [WEBM], source: new BufferSource(Buffer.from(bytes, 'latin1')) });
    const track = (await input.getPrimaryVideoTrack())!;
    expect(await input.computeDuration()).toBeCloseTo(seconds, 3);
    expect([track.displayWidth, track.displayHeight, track.codec]).toEqual([320, 240, 'vp9']);
    const sink = new EncodedPacketSink(track);
    const times: number[] = [];
    for await (const packet of sink.packets()) times.push(packet.timestamp);
    expect(times).toHaveLength(frameRate * seconds);
    times.forEach((time, k) => expect(Math.abs(time - k / frameRate)).toBeLessThan(0.001));
    expect(await input.getMetadataTags()).toMatchObject({ title: 'A whirl', comment: 'Seed 1' });
  });

  it('ends at once when cancelled', async () => {
    const { error, frames } = await record({ seconds: 5 }, { cancelAfter: 3 });
    expect(error).toBe('Error: Cancelled.');
    expect(frames).toBe(3);
  });

  it('tells what kept it from being written', async () => {
    const { error } = await record({}, { fullAfter: 100 });
    expect(error).toBe('Error: The disk is full.');
  });

  it('of a size that this machine cannot encode is refused with the largest that it can', async () => {
    expect(await opened.page.evaluate(() => window.animationPage.problem(1920, 1080))).toBeUndefined();
    const problem = await opened.page.evaluate(() => window.animationPage.problem(32_000, 16_000));
    expect(problem).toMatch(/^This computer can record \d+ × \d+ pixels at most in this shape\.$/);
    const [width, height] = problem!.match(/\d+/g)!.map(Number);
    expect(Math.abs(width - 2 * height)).toBeLessThanOrEqual(4);
    const { error } = await record({ width: 32_000, height: 16_000 });
    expect(error).toBe(`Error: ${problem}`);
  });
});
