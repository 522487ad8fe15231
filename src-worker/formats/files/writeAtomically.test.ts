import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { removePartials, writeAtomically } from './writeAtomically.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'atomically-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('what a thread that was ended has left of a file goes, and nothing else', async () => {
  const path = join(folder, 'a.pdf');
  const others = ['.a.pdf.other.partial', '.ab.pdf.1.partial', 'a.pdf', 'b.pdf'];
  for (const name of others) writeFileSync(join(folder, name), '');
  let partial = '';
  // Never comes to its end, as where its thread was ended.
  void writeAtomically(path, (temporary) => {
    partial = temporary;
    return new Promise(() => undefined);
  });
  await expect.poll(() => partial).not.toBe('');
  expect(readdirSync(folder)).toHaveLength(others.length + 1);
  await removePartials(path);
  expect(readdirSync(folder).sort()).toEqual(others);
  await removePartials(join(folder, 'none', 'a.pdf'));
});
