import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createPackageWithOptions } from '@electron/asar';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { openAppPackage } from './appPackage.ts';

const fixture = join(import.meta.dirname, 'fixtures/app');
let resources = '';

beforeAll(async () => {
  const source = mkdtempSync(join(tmpdir(), 'packaged-'));
  cpSync(fixture, join(source, 'app'), { recursive: true });
  mkdirSync(join(source, 'app/native'));
  writeFileSync(join(source, 'app/native/addon.node'), 'binary');
  resources = join(source, 'resources');
  mkdirSync(resources);
  await createPackageWithOptions(join(source, 'app'), join(resources, 'app.asar'), { unpack: '**/*.node' });
});

afterAll(() => {
  rmSync(join(resources, '..'), { recursive: true });
});

it('opens an installed app with its files and its unpacked files in their places', () => {
  const opened = openAppPackage(resources);
  expect(opened).toMatchObject({ productName: 'Fixture', version: '1.2.3', isPackaged: true, resources });
  expect(readFileSync(opened.main, 'utf8')).toBe(readFileSync(join(fixture, 'main.js'), 'utf8'));
  const addon = join(opened.folder, 'native/addon.node');
  expect(readFileSync(addon, 'utf8')).toBe('binary');
  expect(readFileSync(addon.replace('app.asar', 'app.asar.unpacked'), 'utf8')).toBe('binary');
  opened.dispose();
  expect(existsSync(opened.folder)).toBe(false);
});

it('finds the archive by its own path and by the installed folder', () => {
  for (const path of [join(resources, 'app.asar'), join(resources, '..')]) {
    const opened = openAppPackage(path);
    expect(opened.isPackaged).toBe(true);
    opened.dispose();
  }
});

it('opens a folder as an app in development, and says what is missing', () => {
  expect(openAppPackage(fixture)).toMatchObject({ isPackaged: false, folder: fixture });
  expect(() => openAppPackage(join(fixture, '..'))).toThrow('holds no app');
});
