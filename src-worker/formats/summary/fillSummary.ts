import { DataError } from '../../data/errors.ts';
import { emptySummary, type FileSummary } from './summary.ts';

/**
 * The summary of a file that `fill` looks into. What makes the file unusable is told in `error`, beside everything that was
 * found out before; nothing is thrown for that.
 *
 * @param start what is known without a look
 */
export async function fillSummary(
  path: string,
  start: Pick<FileSummary, 'format' | 'size'>,
  fill: (summary: FileSummary) => void | Promise<void>,
): Promise<FileSummary> {
  const summary: FileSummary = { ...emptySummary(path), ...start };
  try {
    await fill(summary);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    summary.error = error.message;
  }
  return summary;
}
