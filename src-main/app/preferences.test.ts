import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, it } from 'vitest';

import { Preferences } from './preferences.ts';

const folder = mkdtempSync(join(tmpdir(), 'preferences-'));
const file = join(folder, 'made', 'preferences.json');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function read(): Promise<Preferences> {
  const preferences = new Preferences(file);
  await preferences.load();
  return preferences;
}

it('are kept from one start to the next', async () => {
  const preferences = await read();
  expect(preferences.theme).toBe('system');
  await Promise.all([
    preferences.setTheme('light'),
    preferences.setFolder('data', '/data'),
    preferences.setTheme('dark'),
  ]);
  const again = await read();
  expect(again.theme).toBe('dark');
  expect(again.folder('data')).toBe('/data');
  expect(again.folder('export')).toBeUndefined();
});

it('are as at first where the file holds something else', async () => {
  writeFileSync(file, '{"theme": "pink"}');
  expect((await read()).theme).toBe('system');
});
