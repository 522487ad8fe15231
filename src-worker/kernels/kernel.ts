/**
 * A hot loop over the items `from` (inclusive) to `to` (exclusive) of some work. It writes its results into shared
 * arrays among `args`, at places that depend on the item only: so results do not depend on which thread did what.
 */
export interface Kernel<A> {
  readonly name: string;
  readonly run: KernelRun<A>;
}

/** `round` is given where the work is gone over several times, each when the one before is done on all items. */
export type KernelRun<A> = (args: A, from: number, to: number, round?: number) => void;

const registered = new Map<string, Kernel<never>>();

/** Declares a kernel under a unique name, by which other threads find it. */
export function defineKernel<A>(name: string, run: KernelRun<A>): Kernel<A> {
  if (registered.has(name)) throw new Error(`Two kernels are named ${name}`);
  const kernel = { name, run };
  registered.set(name, kernel);
  return kernel;
}

/** The kernel of that name. */
export function kernelNamed(name: string): Kernel<unknown> {
  const kernel = registered.get(name);
  if (!kernel) throw new Error(`No kernel is named ${name}`);
  return kernel as Kernel<unknown>;
}
