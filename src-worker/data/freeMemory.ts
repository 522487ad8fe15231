import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collector: (() => void) | undefined;

/**
 * Gives memory back that this thread no longer refers to. V8 does not count shared memory when it decides whether to collect, so
 * a thread that lets a matrix of a gigabyte go would keep it for as long as its own small heap has room. Takes a few
 * milliseconds; does nothing where the engine offers no collector.
 */
export function freeMemory(): void {
  collector ??= findCollector();
  collector();
}

function findCollector(): () => void {
  try {
    setFlagsFromString('--expose-gc');
    return runInNewContext('gc') as () => void;
  } catch {
    return () => undefined;
  }
}
