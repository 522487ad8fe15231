import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** What electron-builder makes of the built app, without Electron itself. */
export interface Packed {
  /** The packed app's `resources`, with app.asar and app.asar.unpacked. */
  resources: string;
  dispose: () => void;
}

const project = resolve(import.meta.dirname, '..');

/**
 * Packs the built app for Linux as a release is packed, around an Electron that is only a name: nothing is downloaded.
 *
 * @throws where electron-builder refuses the configuration or fails
 */
export async function packApp(): Promise<Packed> {
  const folder = mkdtempSync(join(tmpdir(), 'packed-app-'));
  const output = join(folder, 'packages');
  const command = join(dirname(createRequire(import.meta.url).resolve('electron-builder')), '../cli.js');
  await promisify(execFile)(
    process.execPath,
    [
      ...[command, '--linux', 'dir', '--publish', 'never'],
      `-c.electronDist=${makeDistribution(join(folder, 'electron'))}`,
      `-c.directories.output=${output}`,
    ],
    { cwd: project, env: { ...process.env, NODE_ENV: 'production' } },
  );
  return {
    resources: join(output, 'linux-unpacked/resources'),
    dispose: () => {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** A folder that electron-builder takes for an unpacked Electron. */
function makeDistribution(folder: string): string {
  mkdirSync(folder);
  writeFileSync(join(folder, 'electron'), '#!/bin/sh\n');
  chmodSync(join(folder, 'electron'), 0o755);
  writeFileSync(join(folder, 'version'), '0.0.0');
  return folder;
}

/** Bytes of a file, or of all files below a folder. */
export function sizeOf(path: string): number {
  if (!statSync(path).isDirectory()) return statSync(path).size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}
