import type { ParameterDeclarations, ParameterValues } from '../../../src-worker/steps/parameters.ts';
import type { AnyStep } from '../../../src-worker/steps/step.ts';
import type { MethodsFacts } from './facts.ts';

/** Writes what one step did: whole sentences in the past tense, works cited as `[@key]`; empty where it did nothing. */
export interface Writer {
  readonly step: string;
  /** @param given the parameters as stored; those that a project of an earlier version has not are as declared. */
  write(given: Readonly<Record<string, unknown>>, facts: MethodsFacts): string;
}

/** The writer of a step, which is handed its parameters by their types. */
export function writer<P extends ParameterDeclarations>(
  step: Pick<AnyStep, 'id'> & { readonly parameters: P },
  sentences: (parameters: ParameterValues<P>, facts: MethodsFacts) => (string | false)[],
): Writer {
  const defaults = Object.fromEntries(Object.entries(step.parameters).map(([id, p]) => [id, p.default]));
  return {
    step: step.id,
    write: (given, facts) =>
      sentences({ ...defaults, ...given } as ParameterValues<P>, facts)
        .filter((sentence) => sentence !== false)
        .join(' '),
  };
}

/** More names than this are counted, not listed. */
const MOST_NAMES = 20;

/** Names as a sentence has them: A, B and C. */
export function listed(names: readonly string[]): string {
  if (names.length > MOST_NAMES)
    return `${names.slice(0, MOST_NAMES).join(', ')} and ${count(names.length - MOST_NAMES)} others`;
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}

/** A number of things: 1,234. */
export function count(number: number): string {
  return number.toLocaleString('en');
}

/** “1 gene”, “20 genes”. */
export function counted(number: number, noun: string): string {
  return `${count(number)} ${noun}${number === 1 ? '' : 's'}`;
}

/** “95th”. */
export function ordinal(number: number): string {
  const last = number % 10;
  const teen = Math.floor(number / 10) % 10 === 1;
  const ending =
    !Number.isInteger(number) || teen
      ? 'th'
      : last === 1
        ? 'st'
        : last === 2
          ? 'nd'
          : last === 3
            ? 'rd'
            : 'th';
  return `${number}${ending}`;
}
