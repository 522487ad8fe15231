import * as v from 'valibot';

/** What a form needs to know of an entry beyond its schema. */
export interface EntryHints {
  /** What is chosen, where the schema alone would make it a plain text: which list it is chosen from, or how it is edited. */
  input?: EntryInput;
  /** Words for the values of a choice, where their names are none. */
  choices?: Readonly<Record<string, string>>;
  /** What null or an empty value stands for, in a word or two. */
  empty?: string;
  /** How a value is written where it is no choice from a list: only for who writes a description by hand. */
  written?: string;
  unit?: string;
  /** Under which heading of the form it stands. */
  group?: EntryGroup;
}

export const ENTRY_INPUTS = [
  'column',
  'numbers',
  'embedding',
  'gene',
  'genes',
  'groups',
  'kinetics',
  'run',
  'range',
  'size',
  'view',
  'cells',
  'lines',
] as const;
export type EntryInput = (typeof ENTRY_INPUTS)[number];

export const ENTRY_GROUPS = ['content', 'look', 'page', 'output', 'caption'] as const;
export type EntryGroup = (typeof ENTRY_GROUPS)[number];

/**
 * An entry of a description with its name in forms and a sentence of help; its description, for who writes it by hand, also says
 * how it is written and what null stands for.
 */
export function about<S extends v.GenericSchema>(
  schema: S,
  label: string,
  help: string,
  hints: EntryHints = {},
) {
  const { written, empty, ...others } = hints;
  const ofNull = empty !== undefined && v.is(schema, null) ? `Null: ${lowered(empty)}.` : '';
  const description = [help, written ?? '', ofNull].filter(Boolean).join(' ');
  const shown = { ...others, help, ...(empty === undefined ? {} : { empty }) };
  return v.pipe(schema, v.title(label), v.description(description), v.metadata(shown));
}

/** The same, of an entry that may be null, and is unless told. */
export function orNull<S extends v.GenericSchema>(
  schema: S,
  label: string,
  help: string,
  hints: EntryHints = {},
) {
  return about(v.optional(v.nullable(schema), null), label, help, hints);
}

function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
