const compiled = new Map<string, WebAssembly.Module>();

/**
 * A new instance of a module that `modules.generated.ts` holds as base64, with a memory of its own, which it exports, unless it was
 * built for one that threads share, which is then given. Each thread compiles a module once.
 */
export function instantiate<E extends object>(base64: string, memory?: WebAssembly.Memory): E {
  let module = compiled.get(base64);
  if (!module) {
    module = new WebAssembly.Module(Buffer.from(base64, 'base64'));
    compiled.set(base64, module);
  }
  const instance = new WebAssembly.Instance(module, memory && { env: { memory } });
  // The types of what a module exports are known to its sources alone.
  return instance.exports as E;
}
