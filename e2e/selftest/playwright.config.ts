import { defineConfig } from '@playwright/test';

import config from '../playwright.config.ts';

/** The harness on its own small app, for harness.test.ts. */
export default defineConfig({
  ...config,
  testDir: 'specs',
  outputDir: '../results/harness',
  reporter: '../reporter.ts',
});
