import { Worker } from 'node:worker_threads';

import { errorFromRecord } from '../../src-worker/data/errors.ts';
import type { AppEvent, ProjectInfo } from '../ipc/types.ts';
import type { FromSession, ToSession } from './messages.ts';
import type { SessionRequestName, SessionRequests } from './requests.ts';

/** The main thread's end of a window's session, whose work is done on a thread of its own. */
export interface SessionClient {
  /** Has the session do something. Rejects with the session's error: DataError, CancelledError or whatever it was. */
  request<N extends SessionRequestName>(
    name: N,
    args: SessionRequests[N]['args'],
  ): Promise<SessionRequests[N]['result']>;
  /** The frame that answers a view's address. */
  view(url: URL): Promise<Uint8Array<ArrayBuffer>>;
  /** The open project as last heard of. */
  readonly project: ProjectInfo | undefined;
  /** Stops what runs, closes the project and ends the thread. */
  close(): Promise<void>;
}

/** A session that has not closed its project by then is ended; what it stored is safe in the file. */
const PATIENCE_MS = 9_000;

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/**
 * Starts a session without a project.
 *
 * @param onEvent hears what the session tells unasked
 * @param onCrash told once if the thread ends without having been asked to; requests under way are rejected
 */
export function startSession(
  onEvent: (event: AppEvent) => void,
  onCrash: (error: Error) => void,
): SessionClient {
  const worker = new Worker(threadFile(), {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    name: 'session',
  });
  const pending = new Map<number, Pending>();
  let lastId = 0;
  let project: ProjectInfo | undefined;
  let ended: Error | undefined;
  let closing = false;

  worker.on('message', (message: FromSession) => {
    if ('event' in message) {
      if (message.event.type === 'project') project = message.event.project;
      onEvent(message.event);
      return;
    }
    const waiting = pending.get(message.id);
    pending.delete(message.id);
    if (message.ok) waiting?.resolve(message.value);
    else waiting?.reject(errorFromRecord(message.error));
  });
  const end = (error: Error): void => {
    if (ended) return;
    ended = error;
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
    if (!closing) onCrash(error);
  };
  worker.on('error', end);
  worker.on('exit', () => {
    end(new Error('The part of the program that holds the project ended unexpectedly.'));
  });

  function send(
    message: ToSession extends infer M ? (M extends ToSession ? Omit<M, 'id'> : never) : never,
  ): Promise<unknown> {
    if (ended) return Promise.reject(ended);
    const id = ++lastId;
    return new Promise((resolve, reject) => {
      pending.set(id, { resolve, reject });
      worker.postMessage({ id, ...message });
    });
  }

  return {
    async request(name, args) {
      const value = (await send({ name, args })) as SessionRequests[typeof name]['result'];
      if (name === 'project.close') project = undefined;
      return value;
    },
    view: (url) => send({ name: 'view', url: url.href }) as Promise<Uint8Array<ArrayBuffer>>,
    get project() {
      return project;
    },
    async close() {
      if (closing) return;
      let patience: NodeJS.Timeout | undefined;
      try {
        const tooLong = new Promise((resolve) => {
          patience = setTimeout(resolve, PATIENCE_MS);
        });
        await Promise.race([send({ name: 'close' }), tooLong]);
      } finally {
        clearTimeout(patience);
        closing = true;
        project = undefined;
        await worker.terminate();
      }
    },
  };
}

/** Where the session's code lies: beside the built program, or as source when it runs unbuilt. */
function threadFile(): URL {
  const built = !import.meta.url.endsWith('.ts');
  return new URL(built ? './session.js' : './thread.ts', import.meta.url);
}
