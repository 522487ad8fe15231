import type { ViewArguments, ViewName } from '../../src-main/views/contract.ts';
import type { ErrorRecord } from '../../src-main/ipc/types.ts';
import { AppError } from './api.ts';
import { decodeFrame, viewAddress, type Frame } from './frame.ts';

/**
 * One view of the project with that token, as the main process answers it.
 *
 * @param signal ends a request whose answer is no longer wanted; it then rejects with the signal's reason.
 * @throws AppError where the view cannot be had: what was wrong and what to do.
 */
export async function fetchView<N extends ViewName>(
  project: string,
  view: N,
  args: ViewArguments<N>,
  signal?: AbortSignal,
): Promise<Frame<N>> {
  const answer = await request(`/data/${project}/${viewAddress(view, args)}`, signal);
  if (!answer.ok) throw new AppError(await errorOf(answer));
  return decodeFrame<N>(await answer.arrayBuffer());
}

/** Whether an error only says that a request was called off. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

async function request(address: string, signal: AbortSignal | undefined): Promise<Response> {
  try {
    return await fetch(address, signal ? { signal } : {});
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new AppError({
      name: 'Error',
      message:
        'The project did not answer. Try again; if that does not help, close the project and open it again.',
    });
  }
}

/** Error answers are JSON records; anything else is told by its status. */
async function errorOf(answer: Response): Promise<ErrorRecord> {
  const text = await answer.text();
  try {
    const record = JSON.parse(text) as Partial<ErrorRecord> | null;
    if (typeof record?.message === 'string') return { name: 'Error', message: record.message, ...record };
  } catch {
    // Not JSON: said below.
  }
  return { name: 'Error', message: `The project could not be read (${answer.status}). Try again.` };
}
