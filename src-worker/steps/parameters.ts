import { DataError } from '../data/errors.ts';

interface Described {
  label: string;
  help: string;
  unit?: string;
  reference?: string;
}

export type ParameterDeclaration = Described &
  (
    | { type: 'integer'; default: number; min: number; max: number }
    | { type: 'number'; default: number; min: number; max: number }
    | { type: 'boolean'; default: boolean }
    | { type: 'choice'; default: string; choices: readonly string[] }
    | { type: 'text'; default: string }
    | { type: 'list'; default: readonly string[] }
  );

/** The parameters of one step: name → declaration. Forms, flags, validation and storage derive from it. */
export type ParameterDeclarations = Readonly<Record<string, ParameterDeclaration>>;

type ValueOf<D extends ParameterDeclaration> = D extends { type: 'integer' | 'number' }
  ? number
  : D extends { type: 'boolean' }
    ? boolean
    : D extends { type: 'choice'; choices: readonly (infer C)[] }
      ? C
      : D extends { type: 'list' }
        ? readonly string[]
        : string;

export type ParameterValues<P extends ParameterDeclarations> = { readonly [K in keyof P]: ValueOf<P[K]> };

/**
 * The full set of values for a step: `given` over the defaults.
 *
 * @throws DataError naming the step and parameter where a name is unknown or a value is outside its declaration.
 */
export function resolveParameters<P extends ParameterDeclarations>(
  step: string,
  declarations: P,
  given: Readonly<Record<string, unknown>> = {},
): ParameterValues<P> {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(declarations, name)) {
      const known = Object.keys(declarations).join(', ') || 'none';
      throw new DataError(`there is no parameter “${name}”.`, { step }, `Its parameters: ${known}.`);
    }
  }
  const values: Record<string, unknown> = {};
  for (const [name, declaration] of Object.entries(declarations)) {
    const value = given[name] ?? declaration.default;
    const problem = problemWith(declaration, value);
    if (problem)
      throw new DataError(
        `parameter “${name}” is ${JSON.stringify(value)}.`,
        { step },
        `It must be ${problem}.`,
      );
    values[name] = value;
  }
  return values as ParameterValues<P>;
}

/** The value that a flag's text stands for; text that does not fit is returned as it is, for validation to refuse. */
export function parseParameter(declaration: ParameterDeclaration, text: string): unknown {
  switch (declaration.type) {
    case 'integer':
    case 'number':
      return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text;
    case 'list':
      return parseList(text);
    default:
      return text;
  }
}

/** Names between commas; one that holds a comma stands in double quotes, in which a quote is doubled, as in CSV. */
function parseList(text: string): string[] {
  const items = text.matchAll(/\s*(?:"((?:[^"]|"")*)"(?=\s*(?:,|$))|([^,]*))\s*(?:,|$)/g);
  return Array.from(items, ([, quoted, plain]) =>
    quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"'),
  ).filter((item) => item !== '');
}

/** What a valid value would be, or nothing where `value` is valid. */
function problemWith(declaration: ParameterDeclaration, value: unknown): string | undefined {
  switch (declaration.type) {
    case 'integer':
    case 'number': {
      const { min, max, type } = declaration;
      const noun = type === 'integer' ? 'a whole number' : 'a number';
      const valid =
        typeof value === 'number' &&
        Number.isFinite(value) &&
        value >= min &&
        value <= max &&
        (type === 'number' || Number.isInteger(value));
      return valid ? undefined : `${noun} from ${min} to ${max}`;
    }
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'true or false';
    case 'choice':
      return declaration.choices.includes(value as string)
        ? undefined
        : `one of ${declaration.choices.join(', ')}`;
    case 'list':
      return Array.isArray(value) && value.every((item) => typeof item === 'string')
        ? undefined
        : 'a list of names';
    case 'text':
      return typeof value === 'string' ? undefined : 'text';
  }
}
