import type { ErrorRecord } from '../../src-worker/data/errors.ts';
import type { AppEvent } from '../ipc/types.ts';
import type { SessionRequestName } from './requests.ts';

/** What the main thread sends to a session's thread. */
export type ToSession = { id: number } & (
  | { name: SessionRequestName; args: unknown }
  | { name: 'view'; url: string }
  /** Closes what is open; after the answer the thread may be ended. */
  | { name: 'close' }
);

/** What a session's thread sends back. */
export type FromSession =
  | { id: number; ok: true; value: unknown }
  | { id: number; ok: false; error: ErrorRecord }
  | { event: AppEvent };
