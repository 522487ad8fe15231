const DELAY = 300;
const waiting = new Map<string, { timer: ReturnType<typeof setTimeout>; save: () => Promise<unknown> }>();

/** Calls `save` 300 ms after the last change under this key, or at the next flush. */
export function saveSoon(key: string, save: () => Promise<unknown>): void {
  const earlier = waiting.get(key);
  if (earlier) clearTimeout(earlier.timer);
  waiting.set(key, { timer: setTimeout(() => void flush(key), DELAY), save });
}

/**
 * Saves at once what waits, everything or one key. What is saved this way can be lost without harm to anything else,
 * so a failure is passed over.
 */
export async function flush(key?: string): Promise<void> {
  const keys = key === undefined ? [...waiting.keys()] : [key];
  await Promise.all(keys.map(saveNow));
}

async function saveNow(key: string): Promise<void> {
  const entry = waiting.get(key);
  if (!entry) return;
  clearTimeout(entry.timer);
  waiting.delete(key);
  try {
    await entry.save();
  } catch {
    // Said above.
  }
}
