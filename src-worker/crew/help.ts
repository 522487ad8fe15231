import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';

import { CancelledError, errorRecord } from '../data/errors.ts';
import { kernelNamed } from '../kernels/kernel.ts';
import type { StepControl } from '../steps/control.ts';
import type { Bell } from './bell.ts';
import { fail, takeTiles, type Failure, type Job } from './job.ts';

const LOOK_MS = 100;

/**
 * Takes part in every job that comes through the port, until the bell says that it is over. The thread sleeps in between rather
 * than going back to its pool, so that a job which takes a millisecond is not waited for longer than it takes.
 */
export function helpCrew(port: MessagePort, bell: Bell, control: StepControl, between: () => void): void {
  try {
    while (!bell.over()) {
      const heard = bell.rings();
      doJobs(port, control, between);
      between();
      bell.wait(heard, LOOK_MS);
    }
  } finally {
    port.close();
  }
}

function doJobs(port: MessagePort, control: StepControl, between: () => void): void {
  for (;;) {
    const received: { message: Job } | undefined = receiveMessageOnPort(port);
    if (!received) return;
    const job = received.message;
    try {
      takeTiles(kernelNamed(job.kernel), job, control, between);
    } catch (error) {
      if (error instanceof CancelledError) return;
      port.postMessage({ error: errorRecord(error) } satisfies Failure);
      fail(job.state);
    }
  }
}
