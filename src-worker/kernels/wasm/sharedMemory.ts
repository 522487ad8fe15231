const PAGE = 2 ** 16;

/**
 * One zero-filled memory that threads and WebAssembly share, and where in it each of the named arrays of so many bytes begins.
 * It can grow by `spare` bytes.
 */
export function sharedMemory<K extends string>(
  bytes: Record<K, number>,
  spare = 0,
): { memory: WebAssembly.Memory; at: Record<K, number> } {
  const at = {} as Record<K, number>;
  let end = 0;
  for (const name of Object.keys(bytes) as K[]) {
    at[name] = end;
    end = Math.ceil((end + bytes[name]) / 16) * 16;
  }
  const initial = Math.ceil(end / PAGE);
  const maximum = initial + Math.ceil(spare / PAGE);
  return { memory: new WebAssembly.Memory({ initial, maximum, shared: true }), at };
}

/** Grows a memory by so many bytes: where they begin. */
export function addRoom(memory: WebAssembly.Memory, bytes: number): number {
  return memory.grow(Math.ceil(bytes / PAGE)) * PAGE;
}
