import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { DataError } from '../../src-worker/data/errors.ts';
import { insertArray, loadArray, packArray } from './arrays.ts';
import { loadCounts } from './counts.ts';
import { databaseError } from './databaseError.ts';
import { loadNames } from './datasets.ts';
import { numberedDataset } from './fixtures/smallDataset.ts';
import { importDataset } from './importDataset.ts';
import { logEvent } from './log.ts';
import { copyProject, createProject, openOrCreateProject, openProject } from './project.ts';
import { saveViewState } from './viewState.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'opening-'));
  path = join(folder, 'a.rnavelocity');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function makeProject(): Promise<void> {
  const project = createProject(path);
  await importDataset(project.database, numberedDataset(1, 300, 200), 'test');
  project.close();
}

describe('making a project', () => {
  it('never writes over a file', () => {
    writeFileSync(path, 'mine');
    expect(() => createProject(path)).toThrow('there is a file of that name already');
    expect(readFileSync(path, 'utf8')).toBe('mine');
  });

  it('leaves nothing where the folder does not exist', () => {
    const missing = join(folder, 'nowhere', 'a.rnavelocity');
    expect(() => createProject(missing)).toThrow('folder does not exist');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('does not play the log of a deleted project into the new one', () => {
    createProject(path).close();
    leaveOpenAndDie(`logEvent(project.database, 'old');`);
    expect(existsSync(`${path}-wal`)).toBe(true);
    unlinkSync(path);
    const project = createProject(path);
    expect(project.database.prepare('SELECT count(*) FROM log').pluck().get()).toBe(0);
    project.close();
  });

  it('opens one that is there where either is welcome', () => {
    openOrCreateProject(path).close();
    const before = statSync(path).ino;
    openOrCreateProject(path).close();
    expect(statSync(path).ino).toBe(before);
  });
});

describe('opening a project says what is wrong', () => {
  it('a missing file, and makes none', () => {
    expect(() => openProject(path)).toThrow('there is no such file');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('a folder', () => {
    mkdirSync(path);
    expect(() => openProject(path)).toThrow('this is a folder, not a project file');
  });

  it('an empty file, and leaves it so', () => {
    writeFileSync(path, '');
    expect(() => openProject(path)).toThrow('the project file is empty (0 bytes)');
    expect(statSync(path).size).toBe(0);
  });

  it('a file that is something else', () => {
    writeFileSync(path, 'a letter to a friend, longer than the header of a database file. '.repeat(20));
    expect(() => openProject(path)).toThrow('this is not a project file');
  });

  it('another program’s database, and leaves it as it was', () => {
    const other = new SqliteDatabase(path);
    other.exec('CREATE TABLE t (a)');
    other.close();
    const before = readFileSync(path);
    expect(() => openProject(path)).toThrow('another program made it');
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('a newer schema, and leaves it as it was', () => {
    createProject(path).close();
    const database = new SqliteDatabase(path);
    database.pragma('user_version = 999');
    database.close();
    const before = readFileSync(path);
    expect(() => openProject(path)).toThrow('written by a newer RNAVelocity (schema 999; this one knows 2)');
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('a project that is open in another window, within a second', () => {
    const project = createProject(path);
    const started = performance.now();
    expect(() => openProject(path)).toThrow('open in another window or program');
    expect(performance.now() - started).toBeLessThan(1000);
    project.close();
    openProject(path).close();
  });

  it('a project that another process has open, in either kind of journal', () => {
    const project = createProject(path);
    const open = `
      import { openProject } from ${JSON.stringify(join(import.meta.dirname, 'project.ts'))};
      try { openProject(${JSON.stringify(path)}); console.log('opened'); } catch (error) { console.log(error.message); }`;
    expect(runScript(open)).toContain('open in another window or program');
    project.database.pragma('journal_mode = DELETE'); // as on a network drive
    logEvent(project.database, 'written');
    expect(runScript(open)).toContain('open in another window or program');
    project.close();
    expect(runScript(open)).toContain('opened');
  });

  it('a truncated file', async () => {
    await makeProject();
    truncateSync(path, Math.floor(statSync(path).size / 2));
    expect(() => openProject(path)).toThrow('the project file is damaged');
  });

  it('a file whose first page is gone', async () => {
    await makeProject();
    overwrite(100, 4096);
    expect(() => openProject(path)).toThrow('the project file is damaged');
  });

  it('a file that lacks a table', async () => {
    await makeProject();
    const database = new SqliteDatabase(path);
    database.exec('DROP TABLE view_state');
    database.close();
    expect(() => openProject(path)).toThrow('the project file is damaged');
  });

  it(
    'damage at any place, when it is opened or when what lies there is read',
    { timeout: 60_000 },
    async () => {
      await makeProject();
      const intact = join(folder, 'intact');
      copyFileSync(path, intact);
      const reference = readAll(path);
      const pages = statSync(path).size / 4096;
      for (let page = 0; page < pages; page++) {
        copyFileSync(intact, path);
        overwrite(page * 4096 + 1000, 700);
        let read: string | undefined;
        try {
          read = readAll(path);
        } catch (error) {
          expect(String(databaseError(error, path)), `page ${page}`).toMatch(/damaged/);
        }
        // Bytes that nothing reads may be anything: what is read is never wrong.
        if (read !== undefined) expect(read, `page ${page}`).toBe(reference);
      }
    },
  );

  it.skipIf(process.platform === 'win32')('a read-only file, and a read-only folder', () => {
    createProject(path).close();
    chmodSync(folder, 0o777);
    chmodSync(path, 0o444);
    expect(openAsNobody()).toContain('the project file is read-only');
    chmodSync(path, 0o666);
    chmodSync(folder, 0o555);
    expect(openAsNobody()).toContain('its folder is read-only for you');
    chmodSync(folder, 0o777);
    expect(openAsNobody()).toContain('opened');
  });
});

describe('an open project', () => {
  it('takes up the log that a killed program left beside it', () => {
    createProject(path).close();
    leaveOpenAndDie(`for (let i = 0; i < 20; i++) logEvent(project.database, 'event', { i });`);
    expect(existsSync(`${path}-wal`)).toBe(true);
    const project = openProject(path);
    expect(project.database.prepare('SELECT count(*) FROM log').pluck().get()).toBe(20);
    project.close();
    expect(readdirSync(folder)).toEqual(['a.rnavelocity']);
  });

  it('has every change on the disk before it counts as made', () => {
    const project = createProject(path);
    expect(project.database.pragma('synchronous', { simple: true })).toBe(2);
    expect(project.database.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(project.database.pragma('journal_mode', { simple: true })).toBe('wal');
    project.close();
  });

  it('says that the disk is full, and keeps what was stored', async () => {
    const project = createProject(path);
    saveViewState(project.database, 'camera', 1);
    const pages = project.database.pragma('page_count', { simple: true }) as number;
    project.database.pragma(`max_page_count = ${pages + 2}`);
    const failure: unknown = await importDataset(project.database, numberedDataset(1, 300, 200), 'big').catch(
      (error: unknown) => databaseError(error, path),
    );
    expect(String(failure)).toContain('the disk is full');
    expect(project.database.prepare('SELECT count(*) FROM datasets').pluck().get()).toBe(0);
    expect(project.database.prepare('SELECT value FROM view_state').pluck().get()).toBe('1');
    project.close();
    openProject(path).close();
  });

  it.skipIf(process.platform === 'win32')(
    'notices that its file was deleted or moved; a copy saves it',
    () => {
      const project = createProject(path);
      project.checkInPlace();
      saveViewState(project.database, 'camera', 1);
      renameSync(path, join(folder, 'moved.rnavelocity'));
      expect(() => {
        project.checkInPlace();
      }).toThrow(/moved or deleted while it was open.*Save a copy/);
      const rescue = join(folder, 'rescue.rnavelocity');
      copyProject(project, rescue);
      expect(() => {
        project.close();
      }).toThrow('moved or deleted while it was open');
      for (const file of [rescue, join(folder, 'moved.rnavelocity')]) {
        const again = openProject(file);
        expect(again.database.prepare('SELECT value FROM view_state').pluck().get(), file).toBe('1');
        again.close();
      }
    },
  );

  it('can be closed twice', () => {
    const project = createProject(path);
    project.close();
    project.close();
    expect(readdirSync(folder)).toEqual(['a.rnavelocity']);
  });

  it('refuses an array of which a piece is missing', async () => {
    const project = createProject(path);
    const { id } = await importDataset(project.database, numberedDataset(1, 30, 20), 'test');
    const packed = await packArray({ kind: 'numbers', values: new Float64Array(5).fill(1) });
    insertArray(project.database, { datasetId: id }, 'obs/short', { ...packed, chunks: [] });
    expect(() => loadArray(project.database, { datasetId: id }, 'obs/short')).toThrow(DataError);
    project.close();
  });
});

/** Everything of a project as text; throws where something is damaged. */
function readAll(file: string): string {
  const project = openProject(file);
  try {
    const { database } = project;
    return JSON.stringify([
      database.prepare('SELECT * FROM datasets').all(),
      loadNames(database, 'cells', 1),
      loadNames(database, 'genes', 1),
      loadCounts(database, 1, 'spliced'),
      loadCounts(database, 1, 'unspliced'),
      loadArray(database, { datasetId: 1 }, 'obs/order'),
      loadArray(database, { datasetId: 1 }, 'obsm/X_umap'),
    ]);
  } finally {
    try {
      project.close();
    } catch {
      // A damaged file may not let itself be closed in order; what was read is what counts here.
    }
  }
}

function overwrite(from: number, length: number): void {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(length, 0xa5), 0, length, from);
  closeSync(file);
}

function runScript(script: string, uid?: number): string {
  return execFileSync(process.execPath, ['--input-type=module-typescript', '-e', script], {
    encoding: 'utf8',
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
}

/** Opens the project in another process, does something there, and kills it. */
function leaveOpenAndDie(work: string): void {
  const script = `
    import { openProject } from ${JSON.stringify(join(import.meta.dirname, 'project.ts'))};
    import { logEvent } from ${JSON.stringify(join(import.meta.dirname, 'log.ts'))};
    const project = openProject(${JSON.stringify(path)});
    ${work}
    process.kill(process.pid, 'SIGKILL');`;
  expect(() =>
    execFileSync(process.execPath, ['--input-type=module-typescript', '-e', script], { stdio: 'ignore' }),
  ).toThrow();
}

/** What opening says to a user without rights: the system's administrator may write everywhere. */
function openAsNobody(): string {
  const script = `
    import { openProject } from ${JSON.stringify(join(import.meta.dirname, 'project.ts'))};
    if (process.getuid() === 0) { process.setgid(65534); process.setuid(65534); }
    try { openProject(${JSON.stringify(path)}).close(); console.log('opened'); } catch (error) { console.log(error.message); }`;
  return runScript(script);
}
