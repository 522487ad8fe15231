import * as v from 'valibot';

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

/**
 * The value of an encoded form; `read` fills the given memory with a part's bytes.
 *
 * @throws ValiError where the header is not one that {@link encodeValue} made for that kind.
 */
export function decodeValue(
  kind: string,
  header: unknown,
  read: (part: string, into: Uint8Array) => void,
): StoredValue {
  const { dtypes, lengths } = v.parse(partsSchema, header);
  const part = <T extends NumericArray>(name: string): T => {
    const data = sharedArray(v.parse(dtypeSchema, dtypes[name]), v.parse(countSchema, lengths[name]));
    read(name, new Uint8Array(data.buffer));
    return data as NumericArray as T;
  };
  switch (kind) {
    case 'dense':
      return { kind, ...v.parse(denseSchema, header), data: part('data') };
    case 'sparse':
      return {
        kind,
        ...v.parse(sparseSchema, header),
        indptr: part('indptr'),
        indices: part('indices'),
        data: part('data'),
      };
    case 'categorical':
      return {
        kind,
        codes: part('codes'),
        ...v.parse(categoricalSchema, header),
      };
    case 'numbers':
      return { kind, values: part('values') };
    case 'booleans':
      return { kind, values: part('values') };
    case 'strings':
      return { kind, ...v.parse(stringsSchema, header) };
    case 'json':
      return { kind, value: v.parse(jsonSchema, header).value };
    default:
      throw new Error(`Unknown kind of array: ${kind}`);
  }
}

const dtypeSchema = v.picklist(['f32', 'f64', 'i8', 'u8', 'i16', 'u16', 'i32', 'u32'] satisfies Dtype[]);
const countSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const partsSchema = v.object({
  dtypes: v.record(v.string(), dtypeSchema),
  lengths: v.record(v.string(), countSchema),
});
/** A column may have a text for each of a million cells, so these are looked at without a schema an item. */
const texts = v.custom<string[]>(
  (given) => Array.isArray(given) && given.every((text) => typeof text === 'string'),
);
const denseSchema = v.object({ shape: v.array(countSchema) });
const sparseSchema = v.object({ rows: countSchema, cols: countSchema });
const categoricalSchema = v.object({ categories: texts, colors: v.optional(texts) });
const stringsSchema = v.object({ values: texts });
const jsonSchema = v.object({ value: v.optional(v.unknown()) });

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
