import type { ImportSource } from '../formats/index.ts';

/** An input with something wrong, and what becomes of it. */
export interface BadInput {
  /** What is wrong, in a few words; the row of the table in docs/bad-inputs.md. */
  what: string;
  /** Writes it into an empty folder of its own and says what to import: a path, or a whole source. */
  make(folder: string): string | ImportSource | Promise<string | ImportSource>;
  /** `refused`: nothing is imported. `warned`: it is imported, and the user is told. */
  outcome: 'refused' | 'warned';
  /** What the message says. */
  says: RegExp;
}

/** Cases that belong together under one heading. */
export interface BadInputGroup {
  title: string;
  cases: BadInput[];
}

/** A case that is refused. */
export function refused(what: string, make: BadInput['make'], says: RegExp): BadInput {
  return { what, make, outcome: 'refused', says };
}

/** A case that is imported with a warning. */
export function warned(what: string, make: BadInput['make'], says: RegExp): BadInput {
  return { what, make, outcome: 'warned', says };
}
