import type { CategoricalArray } from '../../data/arrays.ts';
import type { Hdf5File } from '../hdf5/file.ts';
import { dtypeName, readNumbers, TYPE_CLASS } from '../hdf5/numbers.ts';
import { readStrings } from '../hdf5/strings.ts';

/** Categories as text: numbers are written as Python writes them, so that 1.0 stays “1.0” and True “True”. */
export function categoryNames(file: Hdf5File, item: string): string[] {
  if (file.kind(item) === 'group') return maskedStrings(file, item);
  const { metadata } = file.describe(item);
  if (metadata.type === TYPE_CLASS.string) return readStrings(file, item);
  const type = dtypeName(metadata);
  return Array.from(readNumbers(file, item), (value) => {
    if (type === 'bool') return value === 0 ? 'False' : 'True';
    return type.startsWith('float') && Number.isInteger(value) ? `${value}.0` : String(value);
  });
}

/** The colours of a categorical column, from `uns`, where there is one valid colour for each category. */
export function withColors(file: Hdf5File, name: string, column: CategoricalArray): CategoricalArray {
  const item = `uns/${name}_colors`;
  if (file.kind(item) !== 'array' || file.describe(item).metadata.type !== TYPE_CLASS.string) return column;
  const colors = readStrings(file, item).map((color) => color.toLowerCase());
  const usable =
    colors.length >= column.categories.length &&
    colors.every((color) => /^#[0-9a-f]{6}([0-9a-f]{2})?$/.test(color));
  if (!usable) return column;
  return { ...column, colors: colors.slice(0, column.categories.length).map((color) => color.slice(0, 7)) };
}

/** Codes as stored, with everything below zero or beyond the categories meaning “no label”. */
export function cleanCodes(codes: ArrayLike<number>, categories: number): Int32Array {
  return Int32Array.from(codes, (code) => (code >= 0 && code < categories ? code : -1));
}

/** Text with a mask of what is missing, which becomes empty. */
export function maskedStrings(file: Hdf5File, item: string): string[] {
  const missing = readNumbers(file, `${item}/mask`);
  return readStrings(file, `${item}/values`).map((value, i) => (missing[i] ? '' : value));
}
