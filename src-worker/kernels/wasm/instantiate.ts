/** What every module of `assembly/` exports besides its functions. */
interface ModuleExports {
  memory: WebAssembly.Memory;
}

const compiled = new Map<string, WebAssembly.Module>();

/**
 * A new instance, with a memory of its own, of a module that `modules.generated.ts` holds as base64. Each thread compiles a
 * module once.
 */
export function instantiate<E extends ModuleExports>(base64: string): E {
  let module = compiled.get(base64);
  if (!module) {
    module = new WebAssembly.Module(Buffer.from(base64, 'base64'));
    compiled.set(base64, module);
  }
  // The types of what a module exports are known to its sources alone.
  return new WebAssembly.Instance(module).exports as unknown as E;
}
