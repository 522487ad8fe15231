import * as v from 'valibot';

import { DataError } from '../../src-worker/data/errors.ts';

const LONGEST = 200;

/** A name that a user gives: something, on one line, of a length that can be shown. */
export const nameSchema = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1),
  v.maxLength(LONGEST),
  v.regex(/^[^\r\n]*$/),
);

/**
 * A name that the user gave, without blanks around it.
 *
 * @param what what is named, as the message calls it: `the run`
 * @throws DataError where it is empty or too long.
 */
export function checkName(name: string, what: string): string {
  const trimmed = name.trim();
  if (trimmed === '') throw new DataError(`${what} needs a name.`, {}, 'Type at least one character.');
  if (trimmed.length > LONGEST)
    throw new DataError(`the name of ${what} is too long.`, {}, `Use at most ${LONGEST} characters.`);
  return trimmed;
}
