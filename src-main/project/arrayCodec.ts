import {
  dtypeOf,
  sharedArray,
  type Dtype,
  type NumericArray,
  type StepValue,
} from '../../src-worker/data/arrays.ts';
import type { Column } from '../../src-worker/data/dataset.ts';

/** Anything that the arrays table holds: what steps make, and columns of a dataset. */
export type StoredValue = StepValue | Column;

/** A value taken apart: a small header and the parts that are plain memory. */
export interface EncodedValue {
  kind: string;
  header: Record<string, unknown>;
  parts: Record<string, NumericArray>;
}

/** Takes a value apart for storage; {@link decodeValue} puts it together again. */
export function encodeValue(value: StoredValue): EncodedValue {
  const { header, parts } = takeApart(value);
  const dtypes = Object.fromEntries(Object.entries(parts).map(([part, data]) => [part, dtypeOf(data)]));
  const lengths = Object.fromEntries(Object.entries(parts).map(([part, data]) => [part, data.length]));
  return { kind: value.kind, header: { ...header, dtypes, lengths }, parts };
}

/** The value of an encoded form; `read` fills the given memory with a part's bytes. */
export function decodeValue(
  kind: string,
  header: Record<string, unknown>,
  read: (part: string, into: Uint8Array) => void,
): StoredValue {
  const dtypes = header['dtypes'] as Record<string, Dtype>;
  const lengths = header['lengths'] as Record<string, number>;
  const part = <T extends NumericArray>(name: string): T => {
    const data = sharedArray(dtypes[name], lengths[name]);
    read(name, new Uint8Array(data.buffer));
    return data as NumericArray as T;
  };
  switch (kind) {
    case 'dense':
      return { kind, shape: header['shape'] as number[], data: part('data') };
    case 'sparse':
      return {
        kind,
        rows: header['rows'] as number,
        cols: header['cols'] as number,
        indptr: part('indptr'),
        indices: part('indices'),
        data: part('data'),
      };
    case 'categorical':
      return {
        kind,
        codes: part('codes'),
        categories: header['categories'] as string[],
        colors: header['colors'] as string[] | undefined,
      };
    case 'numbers':
      return { kind, values: part('values') };
    case 'booleans':
      return { kind, values: part('values') };
    case 'strings':
      return { kind, values: header['values'] as string[] };
    case 'json':
      return { kind, value: header['value'] };
    default:
      throw new Error(`Unknown kind of array: ${kind}`);
  }
}

function takeApart(value: StoredValue): {
  header: Record<string, unknown>;
  parts: Record<string, NumericArray>;
} {
  switch (value.kind) {
    case 'dense':
      return { header: { shape: value.shape }, parts: { data: value.data } };
    case 'sparse':
      return {
        header: { rows: value.rows, cols: value.cols },
        parts: { indptr: value.indptr, indices: value.indices, data: value.data },
      };
    case 'categorical':
      return {
        header: { categories: value.categories, colors: value.colors },
        parts: { codes: value.codes },
      };
    case 'numbers':
    case 'booleans':
      return { header: {}, parts: { values: value.values } };
    case 'strings':
      return { header: { values: value.values }, parts: {} };
    case 'json':
      return { header: { value: value.value }, parts: {} };
  }
}
