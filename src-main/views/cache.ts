/** Values by key, of which the least recently used are let go of once they weigh too much together. */
export interface Cache {
  /** The value (or the promise of one) of that key, made and kept where it is not there. */
  get<T>(key: string, make: () => T): T;
}

/** @param most how much the values may weigh together, in bytes; the newest is kept in any case. */
export function createCache(most: number): Cache {
  const entries = new Map<string, Entry>();
  let total = 0;

  function weigh(key: string, entry: Entry, value: unknown): void {
    if (entries.get(key) !== entry) return; // let go of while it was made
    entry.bytes = weightOf(value);
    total += entry.bytes;
    for (const [oldest, { bytes }] of entries) {
      if (total <= most || oldest === key) break;
      entries.delete(oldest);
      total -= bytes;
    }
  }

  return {
    get<T>(key: string, make: () => T): T {
      const known = entries.get(key);
      if (known) {
        entries.delete(key); // and in again as the newest
        entries.set(key, known);
        return known.value as T;
      }
      const value = make();
      const entry = { value: value as unknown, bytes: 0 };
      entries.set(key, entry);
      if (value instanceof Promise)
        value.then(
          (made) => {
            weigh(key, entry, made);
          },
          () => entries.delete(key), // a failure is not remembered
        );
      else weigh(key, entry, value);
      return value;
    },
  };
}

interface Entry {
  value: unknown;
  bytes: number;
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
