import { parentPort } from 'node:worker_threads';

import { errorRecord } from '../../src-worker/data/errors.ts';
import type { FromSession, ToSession } from './messages.ts';
import { createSession } from './session.ts';

const port = parentPort!;
const tell = (message: FromSession, transfer: ArrayBuffer[] = []): void => {
  port.postMessage(message, transfer);
};
const session = createSession((event) => {
  tell({ event });
});

port.on('message', (message: ToSession) => {
  void answer(message);
});

async function answer(message: ToSession): Promise<void> {
  const { id } = message;
  try {
    if (message.name === 'view') {
      const frame = await session.view(new URL(message.url));
      tell({ id, ok: true, value: frame }, [frame.buffer]);
    } else if (message.name === 'close') {
      await session.close();
      tell({ id, ok: true, value: undefined });
    } else tell({ id, ok: true, value: await session.request(message.name, message.args) });
  } catch (error) {
    tell({ id, ok: false, error: errorRecord(error) });
  }
}
