import type { ParameterDeclaration } from '../../../src-main/ipc/types.ts';

export type ParameterValue = number | boolean | string | string[];

/** What the text of a field stands for, or why it cannot be taken. */
export type Reading = { value: ParameterValue } | { problem: string };

/** Reads what was typed for a parameter, by its declaration. A list has one name a line. */
export function readParameter(declaration: ParameterDeclaration, text: string): Reading {
  switch (declaration.type) {
    case 'integer':
    case 'number':
      return readNumber(declaration, text.trim());
    case 'boolean':
      return { value: text === 'true' };
    case 'choice':
      return declaration.choices.includes(text)
        ? { value: text }
        : { problem: `Choose one of ${declaration.choices.join(', ')}.` };
    case 'text':
      return { value: text };
    case 'list':
      return { value: text.split('\n').flatMap((line) => line.trim() || []) };
  }
}

/** The text of a field that shows a value; {@link readParameter} reads it back. */
export function writeParameter(value: ParameterValue | readonly string[]): string {
  return typeof value === 'object' ? value.join('\n') : String(value);
}

/** A value in a few words, for lists of what was changed. */
export function valueText(value: unknown): string {
  if (value === true) return 'on';
  if (value === false) return 'off';
  if (!Array.isArray(value)) return String(value);
  if (value.length === 0) return 'none';
  return value.length > 3 ? `${value.length} names` : value.join(', ');
}

/** A parameter's range as the user reads it; nothing where there is none worth telling. */
export function rangeText(declaration: ParameterDeclaration): string | undefined {
  if (declaration.type !== 'integer' && declaration.type !== 'number') return undefined;
  return `${numberText(declaration.min)} to ${numberText(declaration.max)}`;
}

/** Whether a value is the default. */
export function isDefault(declaration: ParameterDeclaration, value: unknown): boolean {
  return JSON.stringify(value) === JSON.stringify(declaration.default);
}

function readNumber(
  { type, min, max }: Extract<ParameterDeclaration, { type: 'integer' | 'number' }>,
  text: string,
): Reading {
  // A comma is the decimal sign of many languages; there are no thousands to take it for.
  const value = Number(text.replace(',', '.').replace('−', '-'));
  const noun = type === 'integer' ? 'a whole number' : 'a number';
  const valid =
    text !== '' &&
    Number.isFinite(value) &&
    value >= min &&
    value <= max &&
    (type === 'number' || Number.isInteger(value));
  return valid ? { value } : { problem: `Enter ${noun} from ${numberText(min)} to ${numberText(max)}.` };
}

function numberText(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 6 }).replace('-', '−');
}
