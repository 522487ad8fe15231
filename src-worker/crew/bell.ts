/** Shared words through which the thread of a step calls the others of its crew, and through which they are let go. */
const RINGS = 0;
const OVER = 1;

export interface Bell {
  readonly memory: SharedArrayBuffer;
  /** Says that there is a job. */
  ring(): void;
  rings(): number;
  /** Sleeps until the bell has rung more often than `heard`, work is over, or the time is up. */
  wait(heard: number, mostMs: number): void;
  /** Lets the crew go. */
  end(): void;
  over(): boolean;
}

export function createBell(memory = new SharedArrayBuffer(8)): Bell {
  const words = new Int32Array(memory);
  const rings = (): number => Atomics.load(words, RINGS);
  const ring = (): void => {
    Atomics.add(words, RINGS, 1);
    Atomics.notify(words, RINGS);
  };
  return {
    memory,
    ring,
    rings,
    wait: (heard, mostMs) => void Atomics.wait(words, RINGS, heard, mostMs),
    end() {
      Atomics.store(words, OVER, 1);
      ring();
    },
    over: () => Atomics.load(words, OVER) !== 0,
  };
}
