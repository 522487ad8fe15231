import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeEach, describe, expect, it } from 'vitest';

import { PatientCheck } from './patientCheck.ts';
import { Recents } from './recents.ts';

const folder = mkdtempSync(join(tmpdir(), 'recents-'));
const file = join(folder, 'recents.json');
const at = (day: number): Date => new Date(Date.UTC(2026, 0, day));

beforeEach(() => {
  rmSync(file, { force: true });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('recent projects', () => {
  it('are listed newest first, each once, and read again from the file', async () => {
    const recents = new Recents(file);
    await recents.add('/p/a.rnavelocity', at(1));
    await recents.add('/p/b.rnavelocity', at(2));
    await recents.add('/p/a.rnavelocity', at(3));
    const read = new Recents(file);
    await read.load();
    expect((await read.list()).map(({ name, folder, exists }) => [name, folder, exists])).toEqual([
      ['a', '/p', false],
      ['b', '/p', false],
    ]);
    expect(read.entries).toEqual(recents.entries);
  });

  it('are at most twenty', async () => {
    const recents = new Recents(file);
    for (let day = 1; day <= 25; day++) await recents.add(`/p/${day}.rnavelocity`, at(day));
    expect(recents.entries.length).toBe(20);
    expect(recents.entries[19].path).toBe('/p/6.rnavelocity');
  });

  it('can be forgotten one by one and all together', async () => {
    const recents = new Recents(file);
    await recents.add('/p/a.rnavelocity', at(1));
    await recents.add('/p/b.rnavelocity', at(2));
    const [{ id }] = recents.entries;
    await recents.forget(id);
    expect(recents.path(id)).toBeUndefined();
    expect(recents.entries.map(({ path }) => path)).toEqual(['/p/a.rnavelocity']);
    await recents.clear();
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual([]);
  });

  it('say which are still there', async () => {
    const path = join(folder, 'here.rnavelocity');
    writeFileSync(path, '');
    const recents = new Recents(file);
    await recents.add(path, at(1));
    expect((await recents.list())[0].exists).toBe(true);
  });

  it('are none where the file is damaged', async () => {
    writeFileSync(file, '[{"id": 3');
    const recents = new Recents(file);
    await recents.load();
    expect(recents.entries).toEqual([]);
  });
});

describe('the look for files', () => {
  it('waits for no disk that does not answer, and starts at most two looks at such', async () => {
    let asked = 0;
    const never = new PatientCheck(() => {
      asked++;
      return new Promise(() => undefined);
    }, 20);
    expect(await never.exist(['/a', '/b', '/c', '/d'])).toEqual([true, true, true, true]);
    expect(await never.exist(['/a', '/b', '/c', '/d'])).toEqual([true, true, true, true]);
    expect(asked).toBe(2);
  });

  it('tells what is there from what is not', async () => {
    const check = new PatientCheck(async (path) => path === '/b');
    expect(await check.exist(['/a', '/b', '/c'])).toEqual([false, true, false]);
  });
});
