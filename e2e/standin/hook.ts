import { registerHooks } from 'node:module';
import { isMainThread } from 'node:worker_threads';

const standin = new URL('./electron.ts', import.meta.url).href;

// Threads inherit this hook. As in Electron, they have no `electron` module.
registerHooks({
  resolve(specifier, context, next) {
    if (!/^electron(\/(main|common))?$/.test(specifier)) return next(specifier, context);
    if (!isMainThread) throw new Error('The electron module is not available in worker threads.');
    return { url: standin, format: 'module-typescript', shortCircuit: true };
  },
});
