import { fileURLToPath } from 'node:url';

import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** One script and one style sheet, which the export puts into the page it writes. */
export default defineConfig({
  root: here('.'),
  logLevel: 'warn',
  plugins: [svelte({ configFile: false })],
  build: {
    outDir: here('../../out/dashboard'),
    emptyOutDir: true,
    target: 'es2022',
    cssCodeSplit: false,
    modulePreload: false,
    lib: {
      entry: here('index.ts'),
      formats: ['iife'],
      name: 'dashboard',
      fileName: () => 'dashboard.js',
      cssFileName: 'dashboard',
    },
  },
});
