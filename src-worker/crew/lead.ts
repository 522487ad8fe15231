import { MessageChannel, receiveMessageOnPort, type MessagePort } from 'node:worker_threads';

import { errorFromRecord } from '../data/errors.ts';
import type { TileRunner } from '../steps/context.ts';
import type { StepControl } from '../steps/control.ts';
import type { Bell } from './bell.ts';
import { fail, newState, takeTiles, waitForTiles, type Failure, type Job } from './job.ts';

/**
 * Runs kernel calls on this thread and on `helpers` others, which `call` is to bring: each gets one of the ports and hands it to
 * {@link helpCrew}. They are called with the first job that has work for them, and are not waited for: whoever is there takes
 * tiles.
 */
export function leadCrew(
  helpers: number,
  bell: Bell,
  control: StepControl,
  between: () => void,
  call: (ports: MessagePort[]) => void,
): TileRunner {
  const ports: MessagePort[] = [];

  function callHelpers(wanted: number): void {
    const fresh: MessagePort[] = [];
    while (ports.length < wanted) {
      const { port1, port2 } = new MessageChannel();
      ports.push(port1);
      fresh.push(port2);
    }
    if (fresh.length > 0) call(fresh);
  }

  function tellOfFailure(): never {
    for (const port of ports) {
      const received: { message: Failure } | undefined = receiveMessageOnPort(port);
      if (received) throw errorFromRecord(received.message.error);
    }
    throw new Error('Another thread failed');
  }

  return (kernel, args, count, tile) => {
    const job: Job = { kernel: kernel.name, args, count, tile, state: newState() };
    const wanted = Math.min(helpers, Math.ceil(count / tile) - 1);
    if (wanted > 0) {
      callHelpers(wanted);
      for (let k = 0; k < wanted; k++) ports[k].postMessage(job);
      bell.ring();
    }
    try {
      takeTiles(kernel, job, control, between);
    } catch (error) {
      fail(job.state);
      return Promise.reject(error);
    }
    try {
      if (!waitForTiles(job, control, between)) tellOfFailure();
    } catch (error) {
      return Promise.reject(error);
    }
    return Promise.resolve();
  };
}
