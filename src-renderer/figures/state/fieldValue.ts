import type { FormControl, FormField } from '../../../src-main/figures/spec/form.ts';

type NumberControl = Extract<FormControl, { type: 'number' }>;
type Reading = { value: number | null } | { problem: string };

/** The number that a field's text stands for, or why there is none. An empty text is null where that is allowed. */
export function readNumber(text: string, control: NumberControl, nullable: boolean): Reading {
  const written = text.trim();
  if (written === '' && nullable) return { value: null };
  // A comma is the decimal sign of many languages; there are no thousands to take it for.
  const value = Number(written.replace(',', '.').replace('−', '-'));
  const valid =
    written !== '' &&
    Number.isFinite(value) &&
    (control.above ? value > control.min : value >= control.min) &&
    value <= control.max &&
    (!control.integer || Number.isInteger(value));
  return valid ? { value } : { problem: `Enter ${rangeText(control)}.` };
}

export function writeNumber(value: unknown): string {
  return typeof value === 'number' ? String(value).replace('-', '−') : '';
}

/** Whether a field has what it has unless told. */
export function isUsual(field: FormField, value: unknown): boolean {
  return JSON.stringify(value ?? null) === JSON.stringify(field.default ?? null);
}

function rangeText({ integer, min, max, above }: NumberControl): string {
  const noun = integer ? 'a whole number' : 'a number';
  const least = above ? `above ${numberText(min)}` : `from ${numberText(min)}`;
  if (max >= Number.MAX_SAFE_INTEGER) return min <= -Number.MAX_VALUE ? noun : `${noun} ${least}`;
  return `${noun} ${least} to ${numberText(max)}`;
}

function numberText(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 6 }).replace('-', '−');
}
