import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

import type { Configuration, FileAssociation } from 'electron-builder';
import { beforeAll, describe, expect, it } from 'vitest';

const project = resolve(import.meta.dirname, '..');
let config: Configuration;

beforeAll(async () => {
  config = await builder().getConfig(project, null, {});
});

describe("the packager's configuration", () => {
  it('is one that electron-builder takes', async () => {
    await builder().validateConfiguration(config, { isEnabled: false });
    const wrong = { ...config, linux: { ...config.linux, icons: 'icon.png' } };
    await expect(
      builder().validateConfiguration(wrong as unknown as Configuration, { isEnabled: false }),
    ).rejects.toThrow('configuration.linux');
  });

  it('makes installers for the three systems', () => {
    expect(config.win?.target).toBe('nsis');
    expect(config.mac?.target).toBe('dmg');
    expect(config.linux?.target).toEqual(['AppImage', 'deb']);
    expect(config.nsis).toMatchObject({ perMachine: false });
    expect(config.linux).toMatchObject({ maintainer: expect.any(String), category: 'Science' });
  });

  it('has icons for the app on each system, in the sizes that are shown', () => {
    const folder = join(project, config.directories?.buildResources ?? 'build');
    expect(kindOf(join(folder, config.win?.icon as string))).toMatchObject({ kind: 'ico', largest: 256 });
    expect(kindOf(join(folder, config.mac?.icon as string))).toMatchObject({ kind: 'icns' });
    const linux = kindOf(join(folder, config.linux?.icon as string));
    expect(linux.kind).toBe('png');
    expect(linux.largest).toBeGreaterThanOrEqual(512);
  });

  it('opens project files with the app, and shows them with an icon of their own', () => {
    const [projects, ...others] = [config.fileAssociations ?? []].flat() as FileAssociation[];
    expect(others).toEqual([]);
    expect(projects).toMatchObject({
      ext: 'rnavelocity',
      role: 'Editor',
      mimeType: 'application/x-rnavelocity',
    });
    const folder = join(project, config.directories?.buildResources ?? 'build');
    for (const kind of ['ico', 'icns', 'png'])
      expect(kindOf(join(folder, `${projects.icon ?? ''}.${kind}`))).toMatchObject({ kind });
  });

  it('names positive files for each system, since exclusions alone would stand for all files there are', () => {
    for (const system of [config.win, config.mac, config.linux]) {
      const files = [system?.files ?? []].flat().filter((file) => typeof file === 'string');
      expect(files.length === 0 || files.some((file) => !file.startsWith('!'))).toBe(true);
    }
  });
});

interface Builder {
  getConfig: (folder: string, file: null, options: object) => Promise<Configuration>;
  validateConfiguration: (config: Configuration, log: { isEnabled: boolean }) => Promise<void>;
}

/** The functions that electron-builder reads and checks its configuration with; it does not export them. */
function builder(): Builder {
  const electronBuilder = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
  return electronBuilder('app-builder-lib/out/util/config/config') as Builder;
}

/** What kind of icon a file is by its first bytes, and the largest side that it is drawn in. */
function kindOf(path: string): { kind: string; largest: number } {
  expect(existsSync(path), path).toBe(true);
  const bytes = readFileSync(path);
  if (bytes.subarray(1, 4).toString() === 'PNG') return { kind: 'png', largest: bytes.readUInt32BE(16) };
  if (bytes.subarray(0, 4).toString() === 'icns') return { kind: 'icns', largest: 0 };
  if (bytes.readUInt32LE(0) !== 0x00010000) return { kind: 'unknown', largest: 0 };
  // One byte a side, in which 0 stands for 256.
  const sides = Array.from({ length: bytes.readUInt16LE(4) }, (_, entry) => bytes[6 + 16 * entry] || 256);
  return { kind: 'ico', largest: Math.max(...sides) };
}
