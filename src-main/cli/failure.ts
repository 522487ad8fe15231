import { CancelledError, DataError } from '../../src-worker/data/errors.ts';
import { flagsNamedIn } from './parameterFlags.ts';

/** Ends the program with one clear message and an exit code: 1 for a failure, 130 where the user stopped it. */
export function reportFailure(error: unknown): void {
  if (error instanceof CancelledError) {
    process.stderr.write(
      'Stopped. What was finished is in the project file; the same command goes on from there.\n',
    );
    process.exitCode = 130;
    return;
  }
  const text = error instanceof DataError || !(error instanceof Error) ? describe(error) : unexpected(error);
  process.stderr.write(`rnavelocity: ${text}\n`);
  process.exitCode = 1;
}

function describe(error: unknown): string {
  if (error instanceof DataError) {
    const flags = flagsNamedIn(error);
    return flags.length > 0 ? `${error.message} (${flags.join(', ')})` : error.message;
  }
  return error instanceof Error ? error.message : String(error);
}

function unexpected(error: Error): string {
  return `${error.message}\nThis was not expected; please report it with these lines:\n${error.stack ?? ''}`;
}
