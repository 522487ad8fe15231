import type { ErrorRecord } from '../../src-main/ipc/types.ts';
import type { Bridge } from '../../src-main/ipc/bridge.ts';
import type { Answer } from '../../src-main/ipc/channel.ts';

declare global {
  interface Window {
    readonly rnavelocity: Bridge;
  }
}

/** An error of the main process, as the page shows it: what was wrong, and what to do. */
export class AppError extends Error {
  readonly problem: string;
  readonly remedy: string;
  readonly cancelled: boolean;

  constructor(record: ErrorRecord) {
    super(record.message);
    this.name = 'AppError';
    this.problem = problemOf(record);
    this.remedy = record.data?.remedy ?? '';
    this.cancelled = record.name === 'CancelledError';
  }
}

/** What was wrong and where, as a sentence: a name at its start stays as it is. */
export function problemOf({ message, data }: ErrorRecord): string {
  if (!data) return message;
  const { remedy, place } = data;
  const text = remedy && message.endsWith(remedy) ? message.slice(0, -remedy.length).trim() : data.problem;
  return place.file ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

/** The value of an answer. @throws AppError where the main process refused or failed. */
export async function call<R>(answer: Promise<Answer<R>>): Promise<R> {
  const settled = await answer;
  if (settled.ok) return settled.value;
  throw new AppError(settled.error);
}

/** The bridge to the main process. */
export const bridge: Bridge = window.rnavelocity;
