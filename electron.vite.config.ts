import { resolve } from 'node:path';

import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';

const at = (path: string): string => resolve(import.meta.dirname, path);

/** The programs of the main process, the preload and the window's page. The dashboard's page has a configuration of its own. */
export default defineConfig({
  main: {
    build: {
      target: 'node24',
      outDir: at('out/main'),
      emptyOutDir: true,
      rollupOptions: {
        input: {
          index: at('src-main/index.ts'),
          session: at('src-main/session/thread.ts'),
          figures: at('src-main/figures/thread.ts'),
          cli: at('src-main/cli.ts'),
          engine: at('src-main/engine.ts'),
          worker: at('src-worker/index.ts'),
        },
        // Chunks lie beside the entries, since code finds worker.js beside itself.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload can require nothing but Electron, so everything it needs is in the one file.
      externalizeDeps: false,
      outDir: at('out/preload'),
      rollupOptions: {
        input: { preload: at('src-main/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src-renderer'),
    plugins: [svelte()],
    build: {
      target: 'chrome140',
      outDir: at('out/renderer'),
      emptyOutDir: true,
      rollupOptions: { input: at('src-renderer/index.html') },
    },
  },
});
