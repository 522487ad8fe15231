import { resolve } from 'node:path';

import { expect, it } from 'vitest';

import { filesFromArgv } from './argv.ts';

const folder = resolve('/home/user');

it('takes the files of an installed program, and resolves those that are relative', () => {
  expect(filesFromArgv(['/opt/app', 'a.rnavelocity', '/data/b.h5ad'], true, folder)).toEqual([
    resolve(folder, 'a.rnavelocity'),
    '/data/b.h5ad',
  ]);
});

it('skips the folder of an app that is not installed, and switches wherever they stand', () => {
  expect(
    filesFromArgv(['electron', '--inspect=0', '/src/app', '--no-sandbox', 'x.loom'], false, folder),
  ).toEqual([resolve(folder, 'x.loom')]);
  expect(filesFromArgv(['electron', '.'], false, folder)).toEqual([]);
});

it('takes what follows a double dash for files', () => {
  expect(filesFromArgv(['/opt/app', '--', '-strange.h5ad'], true, folder)).toEqual([
    resolve(folder, '-strange.h5ad'),
  ]);
});

it('reads addresses of files as file managers give them, and no other addresses', () => {
  const given = ['/opt/app', 'file:///data/my%20project.rnavelocity', 'https://example.org/x.h5ad', ''];
  expect(filesFromArgv(given, true, folder)).toEqual(['/data/my project.rnavelocity']);
});
