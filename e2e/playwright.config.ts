import { defineConfig } from '@playwright/test';

import { electronExecutable, mode } from './mode.ts';

if (Number(process.versions.node.split('.')[0]) < 24)
  throw new Error(
    `The specs need Node 24 or later, this is ${process.versions.node}: start them with "npm run e2e".`,
  );
if (mode === 'real') electronExecutable();

/** The specs drive the built app: build it first. One at a time, since each has an app and a browser of its own. */
export default defineConfig({
  testDir: 'specs',
  outputDir: 'results',
  workers: 1,
  fullyParallel: false,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: '../out/specs.json' }], ['./reporter.ts']],
});
