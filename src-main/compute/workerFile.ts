/** Where the code of the pool's threads lies: beside the built program, or as source when it runs unbuilt. */
export function workerFile(): string {
  const built = !import.meta.url.endsWith('.ts');
  return new URL(built ? './worker.js' : '../../src-worker/index.ts', import.meta.url).href;
}
