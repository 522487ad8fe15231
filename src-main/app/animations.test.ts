import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { Animations } from './animations.ts';

let folder: string;
let path: string;
let animations: Animations;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'animations-'));
  path = join(folder, 'flow.webm');
  animations = new Animations();
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('an animation', () => {
  it('is made of pieces in any order, and appears when it is whole', async () => {
    writeFileSync(path, 'the one before');
    const token = await animations.begin(1, path);
    await Promise.all([
      animations.write(1, token, 3, Buffer.from('def')),
      animations.write(1, token, 0, Buffer.from('abc')),
      animations.write(1, token, 1, Buffer.from('B')),
    ]);
    expect(readFileSync(path, 'utf8')).toBe('the one before');
    expect(animations.isWriting(1)).toBe(true);
    expect(await animations.end(1, token, true)).toBe(path);
    expect(readFileSync(path, 'utf8')).toBe('aBcdef');
    expect(readdirSync(folder)).toEqual(['flow.webm']);
    expect(animations.isWriting(1)).toBe(false);
  });

  it('that is not wanted leaves nothing', async () => {
    const token = await animations.begin(1, path);
    await animations.write(1, token, 0, Buffer.from('abc'));
    expect(await animations.end(1, token, false)).toBeUndefined();
    expect(readdirSync(folder)).toEqual([]);
    await expect(animations.write(1, token, 0, Buffer.from('abc'))).rejects.toThrow(
      'no longer being written',
    );
  });

  it('whose window closes leaves nothing, while those of other windows go on', async () => {
    const [mine, other] = [await animations.begin(1, path), await animations.begin(2, path)];
    const writing = animations.write(1, mine, 0, new Uint8Array(4_000_000));
    await animations.forget(1);
    await writing;
    await animations.write(2, other, 0, Buffer.from('abc'));
    expect(await animations.end(2, other, true)).toBe(path);
    expect(readdirSync(folder)).toEqual(['flow.webm']);
  });

  it('is written by its own window only', async () => {
    const token = await animations.begin(1, path);
    await expect(animations.write(2, token, 0, Buffer.from('x'))).rejects.toThrow('no longer being written');
    await expect(animations.end(2, token, true)).rejects.toThrow('no longer being written');
    await animations.forget(1);
  });

  it('that cannot be written says why', async () => {
    await expect(animations.begin(1, join(folder, 'none', 'a.webm'))).rejects.toThrow('does not exist');
    mkdirSync(path);
    await expect(animations.begin(1, path)).rejects.toThrow('this is a folder');
    expect(readdirSync(folder)).toEqual(['flow.webm']);
  });

  it.skipIf(process.platform === 'win32')('leaves nothing where its place is lost meanwhile', async () => {
    const token = await animations.begin(1, path);
    rmSync(folder, { recursive: true });
    await expect(animations.end(1, token, true)).rejects.toThrow('does not exist');
    mkdirSync(folder);
    expect(animations.isWriting(1)).toBe(false);
  });
});
