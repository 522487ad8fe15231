import { setImmediate } from 'node:timers/promises';

import { CancelledError } from '../../../src-worker/data/errors.ts';
import type { DrawingNode } from '../drawing/nodes.ts';
import type { FigureHooks } from '../formats.ts';

/**
 * Tells how far the work is and lets the thread hear whether it shall end.
 *
 * @param fraction of the work that is done, 0 … 1
 * @throws CancelledError once the signal is aborted
 */
export type Pace = (fraction: number) => Promise<void>;

/** The pace of work that `hooks` follow. */
export function paceOf(hooks: FigureHooks = {}): Pace {
  return async (fraction) => {
    // A message that asks to end is heard only when the thread is left for a moment.
    if (hooks.signal) await setImmediate();
    if (hooks.signal?.aborted) throw new CancelledError();
    hooks.onProgress?.(Math.min(Math.max(fraction, 0), 1));
  };
}

/** The outcome of work that cannot be ended, which goes on unheard where the signal is aborted before it is done. */
export async function unlessAborted<T>(work: Promise<T>, { signal }: FigureHooks = {}): Promise<T> {
  if (!signal) return work;
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => {
    reject(new CancelledError());
  };
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** The pace of a part of the work, which is that from `from` to `to` of the whole. */
export function partOf(pace: Pace, from: number, to: number): Pace {
  return (fraction) => pace(from + (to - from) * fraction);
}

/** Marks with the part of the work that each is, by the dots in it. */
export function* paced<Node extends DrawingNode>(
  nodes: readonly Node[],
  pace: Pace,
): Generator<[node: Node, part: Pace]> {
  const weights = nodes.map(weightOf);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let done = 0;
  for (const [i, node] of nodes.entries()) {
    yield [node, partOf(pace, done / whole, (done + weights[i]) / whole)];
    done += weights[i];
  }
}

/** A hundred dots take about as long as another mark. */
function weightOf(node: DrawingNode): number {
  if (node.kind === 'group') return node.children.reduce((sum, child) => sum + weightOf(child), 0);
  return node.kind === 'dots' ? 1 + node.points.length / 200 : 1;
}
