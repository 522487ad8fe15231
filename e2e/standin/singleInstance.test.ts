import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { type Launch, SingleInstance } from './singleInstance.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'single-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const launch = (...argv: string[]): Launch => ({
  argv,
  workingDirectory: '/data',
  additionalData: { from: 'test' },
});

it('gives the lock to one and tells it of every later launch', async () => {
  const first = new SingleInstance(folder);
  const second = new SingleInstance(folder);
  const heard: Launch[] = [];
  expect(first.request(launch('first'), (later) => heard.push(later))).toBe(true);
  expect(second.request(launch('second', 'a.h5ad'), () => undefined)).toBe(false);
  await vi.waitFor(() => expect(heard).toEqual([launch('second', 'a.h5ad')]), 3000);
  first.release();
  expect(second.request(launch('second'), () => undefined)).toBe(true);
  second.release();
});

it('takes the lock over from a process that was killed', () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  writeFileSync(join(folder, 'SingletonLock'), String(pid));
  const instance = new SingleInstance(folder);
  expect(instance.request(launch(), () => undefined)).toBe(true);
  instance.release();
});
