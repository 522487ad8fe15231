import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { loadCounts } from './counts.ts';
import { listDatasets } from './datasets.ts';
import { smallDataset } from './fixtures/smallDataset.ts';
import { importDataset } from './importDataset.ts';
import { copyProject, createProject, openProject, type Project } from './project.ts';
import { SCHEMA_VERSION } from './schema.ts';
import { loadViewState, saveViewState } from './viewState.ts';

let folder: string;
let target: string;
let project: Project;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'copy-'));
  target = join(folder, 'copy.rnavelocity');
  project = createProject(join(folder, 'a.rnavelocity'));
  await importDataset(project.database, smallDataset(), 'test');
  saveViewState(project.database, 'camera', [1, 2]);
});
afterEach(() => {
  project.close();
  rmSync(folder, { recursive: true });
});

describe('a copy of an open project', () => {
  it('holds everything up to now and is one whole file', () => {
    copyProject(project, target);
    saveViewState(project.database, 'camera', 'later');
    expect(readdirSync(folder).filter((name) => !name.startsWith('a.'))).toEqual(['copy.rnavelocity']);
    const shell = new SqliteDatabase(target, { readonly: true });
    expect(shell.pragma('application_id', { simple: true })).toBe(0x524e5641);
    expect(shell.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION);
    expect(shell.pragma('journal_mode', { simple: true })).toBe('delete');
    shell.close();
    const copy = openProject(target);
    expect(loadViewState(copy.database, 'camera')).toEqual([1, 2]);
    expect(listDatasets(copy.database)).toEqual(listDatasets(project.database));
    expect(loadCounts(copy.database, 1, 'spliced')).toEqual(smallDataset().layers['spliced']);
    copy.close();
  });

  it('is not written over the project itself, by whatever name', () => {
    const link = join(folder, 'link.rnavelocity');
    linkSync(project.path, link);
    for (const path of [project.path, join(folder, '.', 'x', '..', 'a.rnavelocity'), link])
      expect(() => {
        copyProject(project, path, { overwrite: true });
      }).toThrow('this is the open project itself');
    expect(loadViewState(project.database, 'camera')).toEqual([1, 2]);
  });

  it('replaces a file only where it is told to', () => {
    writeFileSync(target, 'mine');
    expect(() => {
      copyProject(project, target);
    }).toThrow('there is a file of that name already');
    expect(readFileSync(target, 'utf8')).toBe('mine');
    copyProject(project, target, { overwrite: true });
    openProject(target).close();
  });

  it('never replaces a project that is open', () => {
    const other = createProject(target);
    saveViewState(other.database, 'camera', 'other');
    expect(() => {
      copyProject(project, target, { overwrite: true });
    }).toThrow('open in another window or program');
    other.close();
    const again = openProject(target);
    expect(loadViewState(again.database, 'camera')).toBe('other');
    again.close();
    copyProject(project, target, { overwrite: true });
  });

  it('leaves nothing where it fails', () => {
    const before = readdirSync(folder);
    mkdirSync(target);
    expect(() => {
      copyProject(project, target);
    }).toThrow('this is a folder');
    rmSync(target, { recursive: true });
    expect(() => {
      copyProject(project, join(folder, 'nowhere', 'x.rnavelocity'));
    }).toThrow('folder does not exist');
    const tooLong = join(folder, `${'n'.repeat(250)}.rnavelocity`);
    expect(() => {
      copyProject(project, tooLong);
    }).toThrow();
    expect(existsSync(tooLong)).toBe(false);
    expect(readdirSync(folder)).toEqual(before);
  });
});
