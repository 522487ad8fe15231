import { execFile } from 'node:child_process';
import { join } from 'node:path';

import { expect, it } from 'vitest';

const folder = import.meta.dirname;
const playwright = join(folder, '../node_modules/@playwright/test/cli.js');

it('a run ends with the count of each kind, fails on unexpected errors and names what needs Electron', async () => {
  const { output, code } = await run('test', '-c', join(folder, 'selftest/playwright.config.ts'));
  expect(output.slice(output.indexOf('Specs on')).trim().split('\n')).toEqual([
    'Specs on the stand-in',
    'both: 6 run, 4 passed, 2 failed',
    '  failed: failing.spec.ts › an error nobody expected',
    '  failed: failing.spec.ts › a dialog without an answer',
    'real-only: 0 run, 0 passed, 0 failed, 1 not run here: needs Electron',
    '  not run here: needs Electron: passing.spec.ts › only Electron can show this',
  ]);
  expect(output).toContain('page: Error: something broke');
  expect(code).toBe(1);
});

it('a spec that is skipped or bears no kind fails the run', async () => {
  const config = join(folder, 'selftest/untagged.config.ts');
  const { output, code } = await run('test', '-c', config);
  expect(output).toContain('must bear one of the tags @both and @real-only');
  expect(output).toContain('both: 0 run, 0 passed, 0 failed, 1 did not run');
  expect(code).toBe(1);
});

function run(...args: string[]): Promise<{ output: string; code: number }> {
  const env = { ...process.env, ELECTRON: '' };
  return new Promise((resolve) => {
    execFile(process.execPath, [playwright, ...args], { env }, (error, stdout) => {
      resolve({ output: stdout, code: error ? Number(error.code) : 0 });
    });
  });
}
