const compiled = new Map<string, WebAssembly.Module>();
const inShared = new WeakMap<WebAssembly.Memory, Map<string, object>>();

/**
 * A new instance of a module that `modules.generated.ts` holds as base64, with a memory of its own, which it exports. Each thread
 * compiles a module once. In a memory that threads share, where it was built for one, each thread has one instance.
 */
export function instantiate<E extends object>(base64: string, memory?: WebAssembly.Memory): E {
  // The types of what a module exports are known to its sources alone.
  if (!memory) return newInstance(base64) as E;
  let instances = inShared.get(memory);
  if (!instances) inShared.set(memory, (instances = new Map()));
  let known = instances.get(base64);
  if (!known) instances.set(base64, (known = newInstance(base64, memory)));
  return known as E;
}

function newInstance(base64: string, memory?: WebAssembly.Memory): object {
  let module = compiled.get(base64);
  if (!module) {
    module = new WebAssembly.Module(Buffer.from(base64, 'base64'));
    compiled.set(base64, module);
  }
  return new WebAssembly.Instance(module, memory && { env: { memory } }).exports;
}
