import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src-*/**/*.test.ts', 'bench/**/*.test.ts', 'e2e/**/*.test.ts'],
    // Compiles the WebAssembly modules where their sources have changed.
    globalSetup: ['src-worker/kernels/wasm/globalSetup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two processes: a test of the pool starts threads of its own.
    maxWorkers: 2,
    pool: 'forks',
    reporters: ['default', ['json', { outputFile: 'out/tests.json' }]],
  },
});
