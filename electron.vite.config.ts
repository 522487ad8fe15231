import { resolve } from 'node:path';

import { defineConfig } from 'electron-vite';

/** The main process's programs. The dashboard's page is built by src-renderer/dashboard/vite.config.ts. */
export default defineConfig({
  main: {
    build: {
      target: 'node24',
      outDir: resolve(import.meta.dirname, 'out/main'),
      emptyOutDir: true,
      rollupOptions: {
        input: {
          cli: resolve(import.meta.dirname, 'src-main/cli.ts'),
          engine: resolve(import.meta.dirname, 'src-main/engine.ts'),
          worker: resolve(import.meta.dirname, 'src-worker/index.ts'),
        },
        // Chunks lie beside the entries, since code finds worker.js beside itself.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
});
