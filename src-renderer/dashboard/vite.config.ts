import { fileURLToPath } from 'node:url';

import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** One script and one style sheet, which the export puts into the page it writes. */
export default defineConfig({
  root: here('.'),
  logLevel: 'warn',
  plugins: [svelte({ configFile: false }), withoutAddresses()],
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

/**
 * Svelte's error messages hold addresses of its manual. Nothing follows them, but a page that is said to name no
 * address outside of itself should name none; the XML namespaces remain.
 */
function withoutAddresses(): Plugin {
  return {
    name: 'without-addresses',
    renderChunk: (code) => ({ code: code.replaceAll('https://svelte.dev/', 'svelte.dev/'), map: null }),
  };
}
