import { defineConfig } from '@playwright/test';

import config from './playwright.config.ts';

/** Specs that break the rules of tags, for harness.test.ts. */
export default defineConfig({ ...config, testDir: 'untagged' });
