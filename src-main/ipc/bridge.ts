import type { Answer } from './channel.ts';
import type { Calls } from './contract.ts';
import type { AppEvent, Grant } from './types.ts';

/** What the page finds as `window.rnavelocity`: a function for every channel of the contract, and what needs more than a call. */
export interface Bridge extends Calls {
  /** Grants for the files of a drop; files without a place on disk give none. */
  readonly dropped: (files: File[]) => Promise<Answer<Grant[]>>;
  /** Hears every event until the returned function is called. */
  readonly listen: (listener: (event: AppEvent) => void) => () => void;
}

/** The key under which the bridge stands on the page's window. */
export const BRIDGE = 'rnavelocity';

/** Channels of the bridge itself, which no schema of the contract describes. */
export const EVENT_CHANNEL = 'event';
export const DROP_CHANNEL = 'files.grantDropped';
