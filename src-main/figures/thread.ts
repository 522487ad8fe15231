import { parentPort } from 'node:worker_threads';

import { errorRecord } from '../../src-worker/data/errors.ts';
import { exportFigure, previewFigure } from './drawFigure.ts';
import type { FromThread, ToThread } from './messages.ts';

/** Draws figures on a thread of its own, one at a time. */
const port = parentPort!;
const tell = (message: FromThread): void => {
  port.postMessage(message);
};
let stop = new AbortController();

port.on('message', (message: ToThread) => {
  if (message.task === 'stop') stop.abort();
  else void answer(message);
});

async function answer(message: Exclude<ToThread, { task: 'stop' }>): Promise<void> {
  stop = new AbortController();
  try {
    const value =
      message.task === 'preview'
        ? await previewFigure(message.figure)
        : await exportFigure(message.figure, message.target, {
            signal: stop.signal,
            onProgress: (fraction) => {
              tell({ fraction });
            },
          });
    tell({ ok: true, value });
  } catch (error) {
    tell({ ok: false, error: errorRecord(error) });
  }
}
