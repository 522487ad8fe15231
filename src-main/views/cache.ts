/** Values by key, of which the least recently used are let go of once they weigh too much together. */
export interface Cache {
  /** The value of that key, made and kept where it is not there. */
  get<T>(key: string, make: () => T): T;
}

/** @param most how much the values may weigh together, in bytes; the newest is kept in any case. */
export function createCache(most: number): Cache {
  const entries = new Map<string, { value: unknown; bytes: number }>();
  let total = 0;
  return {
    get<T>(key: string, make: () => T): T {
      const known = entries.get(key);
      if (known) {
        entries.delete(key); // and in again as the newest
        entries.set(key, known);
        return known.value as T;
      }
      const value = make();
      const bytes = weightOf(value);
      entries.set(key, { value, bytes });
      total += bytes;
      for (const [oldest, entry] of entries) {
        if (total <= most || oldest === key) break;
        entries.delete(oldest);
        total -= entry.bytes;
      }
      return value;
    },
  };
}

/** The bytes of the typed arrays and texts in a value, roughly. */
function weightOf(value: unknown): number {
  if (typeof value === 'string') return 2 * value.length + 16;
  if (typeof value !== 'object' || value === null) return 8;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  let bytes = 16;
  if (value instanceof Map) for (const [key, item] of value) bytes += weightOf(key) + weightOf(item);
  else for (const item of Object.values(value)) bytes += weightOf(item);
  return bytes;
}
