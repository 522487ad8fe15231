/** Lets several solvers, each of which works on one vector, share an operation that takes many vectors at once. */
export interface Lockstep<T> {
  /** The operation on one vector, done when every solver that is not through has asked for it. */
  operate(vector: Float64Array): Promise<T>;
  /** One of the solvers is through. */
  leave(): void;
}

/** @param solvers how many there are at first */
export function lockstep<T>(
  solvers: number,
  operation: (vectors: Float64Array[]) => Promise<T[]>,
): Lockstep<T> {
  let active = solvers;
  let waiting: { vector: Float64Array; resolve: (result: T) => void; reject: (error: unknown) => void }[] =
    [];
  const runWhenAll = (): void => {
    if (waiting.length < active || waiting.length === 0) return;
    const batch = waiting;
    waiting = [];
    operation(batch.map(({ vector }) => vector)).then(
      (results) => {
        batch.forEach(({ resolve }, i) => {
          resolve(results[i]);
        });
      },
      (error: unknown) => {
        batch.forEach(({ reject }) => {
          reject(error);
        });
      },
    );
  };
  return {
    operate: (vector) =>
      new Promise((resolve, reject) => {
        waiting.push({ vector, resolve, reject });
        runWhenAll();
      }),
    leave() {
      active--;
      runWhenAll();
    },
  };
}
