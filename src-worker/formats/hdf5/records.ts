import type { CompoundMember, Metadata } from 'h5wasm/node';

import type { NumericArray } from '../../data/arrays.ts';
import type { Hdf5File } from './file.ts';
import { decodeNumbers, isNumeric, itemCount, TYPE_CLASS } from './numbers.ts';
import { decodeStrings } from './strings.ts';

/** One field of an array of records: text, or numbers with as many columns as the field has items. */
export type RecordField =
  | { name: string; kind: 'strings'; values: string[] }
  | { name: string; kind: 'numbers'; values: NumericArray; width: number; boolean: boolean }
  | { name: string; kind: 'unknown' };

/**
 * The fields of an array of records (an HDF5 compound type, numpy's structured array), which is how anndata stored
 * its tables and embeddings before version 0.7.
 */
export function readRecords(file: Hdf5File, item: string): RecordField[] {
  const description = file.describe(item);
  const members = description.metadata.compound_type?.members ?? [];
  const rows = itemCount(description.shape);
  return file.read(item, description, [0], [rows], (bytes, module) =>
    members.map((member): RecordField => {
      const { name } = member;
      const type = member.type === TYPE_CLASS.array ? member.array_type : member;
      if (!type) return { name, kind: 'unknown' };
      const values = gather(bytes, description.metadata.size, rows, member);
      if (type.type === TYPE_CLASS.string && member.type !== TYPE_CLASS.array)
        return { name, kind: 'strings', values: decodeStrings(values, type, module) };
      if (!isNumeric(type)) return { name, kind: 'unknown' };
      return {
        name,
        kind: 'numbers',
        values: decodeNumbers(values, type),
        width: member.size / type.size,
        boolean: isBoolean(type),
      };
    }),
  );
}

/** The bytes of one field of every record, one after another. */
function gather(bytes: Uint8Array, stride: number, rows: number, member: CompoundMember): Uint8Array {
  const out = new Uint8Array(rows * member.size);
  for (let r = 0; r < rows; r++) {
    const start = r * stride + member.offset;
    out.set(bytes.subarray(start, start + member.size), r * member.size);
  }
  return out;
}

function isBoolean(type: Metadata): boolean {
  return type.type === TYPE_CLASS.enumeration;
}
