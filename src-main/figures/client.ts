import { Worker } from 'node:worker_threads';

import { CancelledError, DataError, errorFromRecord } from '../../src-worker/data/errors.ts';
import { removePartials } from '../../src-worker/formats/files/writeAtomically.ts';
import type { FigurePreview, FigureTarget } from './drawFigure.ts';
import type { FigureHooks } from './formats.ts';
import type { FromThread, ToThread } from './messages.ts';
import type { PreparedFigure } from './prepareFigure.ts';

/** A thread that draws figures, one at a time. It is started when it is needed and ends when nothing was drawn for a while. */
export interface FigureThread {
  preview(figure: PreparedFigure): Promise<FigurePreview>;
  /**
   * Writes a file, whole or not at all; gives what the figure's reader should know.
   *
   * @throws DataError where it cannot be written or drawn, CancelledError where the signal said stop.
   */
  export(figure: PreparedFigure, target: FigureTarget, hooks?: FigureHooks): Promise<string[]>;
  /** Ends the thread; what is under way ends as cancelled. */
  close(): Promise<void>;
}

/** A thread that has not stopped by then is ended. */
const PATIENCE_MS = 2000;

/** @param idleMs after which a thread that draws nothing is ended. */
export function createFigureThread(idleMs = 60_000): FigureThread {
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let closing = false;

  const end = async (): Promise<void> => {
    const ended = worker;
    worker = undefined;
    await ended?.terminate();
  };

  async function ask(message: Exclude<ToThread, { task: 'stop' }>, hooks: FigureHooks): Promise<unknown> {
    if (hooks.signal?.aborted) throw new CancelledError();
    clearTimeout(idle);
    const thread = (worker ??= start());
    try {
      return await answerOf(thread, message, hooks);
    } catch (error) {
      if (closing) throw new CancelledError();
      throw error;
    } finally {
      idle = setTimeout(() => void end(), idleMs);
      idle.unref();
    }
  }

  function start(): Worker {
    const started = new Worker(threadFile(), {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      name: 'figures',
    });
    const gone = (): void => {
      if (worker === started) worker = undefined;
    };
    started.on('error', gone);
    started.on('exit', gone);
    return started;
  }

  return {
    preview: (figure) => ask({ task: 'preview', figure }, {}) as Promise<FigurePreview>,
    async export(figure, target, hooks = {}) {
      try {
        return (await ask({ task: 'export', figure, target }, hooks)) as string[];
      } catch (error) {
        // Of a thread that stopped by itself nothing is left; of one that was ended there may be.
        await removePartials(target.path);
        throw error;
      }
    },
    async close() {
      closing = true;
      clearTimeout(idle);
      await end();
    },
  };
}

/** Sends a message and waits for its answer, or for the end of the thread. */
async function answerOf(
  thread: Worker,
  message: Exclude<ToThread, { task: 'stop' }>,
  { signal, onProgress }: FigureHooks,
): Promise<unknown> {
  const post = (sent: ToThread): void => {
    thread.postMessage(sent);
  };
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  let patience: NodeJS.Timeout | undefined;
  const onAbort = (): void => {
    post({ task: 'stop' });
    patience = setTimeout(() => void thread.terminate(), PATIENCE_MS);
  };
  const onMessage = (answer: FromThread): void => {
    if ('fraction' in answer) onProgress?.(answer.fraction);
    else if (answer.ok) resolve(answer.value);
    else reject(errorFromRecord(answer.error));
  };
  const onError = (error: Error): void => {
    reject(explained(error));
  };
  const onExit = (): void => {
    const unexpected = new Error('The part of the program that draws figures ended unexpectedly.');
    reject(signal?.aborted ? new CancelledError() : unexpected);
  };
  thread.on('message', onMessage).on('error', onError).on('exit', onExit);
  signal?.addEventListener('abort', onAbort, { once: true });
  post(message);
  try {
    return await promise;
  } finally {
    clearTimeout(patience);
    signal?.removeEventListener('abort', onAbort);
    thread.off('message', onMessage).off('error', onError).off('exit', onExit);
  }
}

function explained(error: Error): Error {
  if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY') return error;
  return new DataError(
    'the figure takes more memory than there is.',
    {},
    'Have cells drawn as pixels from a smaller number on (rasterizeAbove), or take fewer dots per inch.',
  );
}

/** Where the thread's code lies: beside the built program, or as source when it runs unbuilt. */
function threadFile(): URL {
  const built = !import.meta.url.endsWith('.ts');
  return new URL(built ? './figures.js' : './thread.ts', import.meta.url);
}
