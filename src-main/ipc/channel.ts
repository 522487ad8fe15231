import type * as v from 'valibot';

import type { ErrorRecord } from '../../src-worker/data/errors.ts';

/** What the page may ask for: the schema its argument is checked against, and the type of what comes back. */
export interface Channel<S extends v.GenericSchema = v.GenericSchema, R = unknown> {
  readonly args: S;
  /** Only a type: nothing is here at run time. */
  readonly result?: () => R;
}

/** What comes back over a channel. Errors travel as records, since a thrown one loses its class on the way. */
export type Answer<R> = { ok: true; value: R } | { ok: false; error: ErrorRecord };

/** Declares a channel: `channel<Result>()(schema)`. */
export function channel<R>(): <S extends v.GenericSchema>(args: S) => Channel<S, R> {
  return (args) => ({ args });
}
