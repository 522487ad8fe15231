/** Runs a task as soon as there is room for it and none of a lower rank waits. */
export type Slots = <T>(rank: number, task: () => Promise<T>) => Promise<T>;

/** Lets at most `count` of the given tasks run at once; of those that are ready the one of the lowest rank goes first. */
export function createSlots(count: number): Slots {
  const waiting: { rank: number; start: () => void }[] = [];
  let free = count;
  return async (rank, task) => {
    if (free === 0) await new Promise<void>((start) => waiting.push({ rank, start }));
    else free--;
    try {
      return await task();
    } finally {
      const next = waiting.reduce((best, other, k) => (other.rank < waiting[best].rank ? k : best), 0);
      if (waiting.length > 0) waiting.splice(next, 1)[0].start();
      else free++;
    }
  };
}
