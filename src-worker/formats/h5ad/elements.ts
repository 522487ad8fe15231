import { deflateRawSync } from 'node:zlib';

import type { NumericArray, SparseMatrix } from '../../data/arrays.ts';
import type { Column } from '../../data/dataset.ts';
import type { BooleanItem, Hdf5Writer, RowSource } from '../hdf5/writer.ts';
import type { Element, GeneMajorMatrix } from './annData.ts';
import type { Root, TableElement } from './tree.ts';

const INDEX = '_index';
const TILE = 32;
const SAMPLE_ITEMS = 16_384;
/** Above this share of its size an array is written as it is. */
const WORTHWHILE = 0.8;

/** Every boolean array and value in a tree, with its place: they are written before the rest. */
export function booleansOf(root: Root): BooleanItem[] {
  return Object.entries(root.items).flatMap(([name, element]) => collectBooleans(name, element));
}

/** Writes one element and what lies in it, in anndata's current encodings; booleans are there already. */
export function writeElement(
  writer: Hdf5Writer,
  item: string,
  element: Element | TableElement | Column,
): void {
  if (typeof element === 'number') {
    writer.number(item, element);
    encode(writer, item, 'numeric-scalar', '0.2.0');
  } else if (typeof element === 'string') {
    writer.strings(item, element);
    encode(writer, item, 'string', '0.2.0');
  } else if (typeof element === 'boolean') encode(writer, item, 'numeric-scalar', '0.2.0');
  else
    switch (element.kind) {
      case 'dense':
        return writeArray(writer, item, element.shape, element.data);
      case 'numbers':
        return writeArray(writer, item, [element.values.length], element.values);
      case 'booleans':
        return encode(writer, item, 'array', '0.2.0');
      case 'strings':
        writer.strings(item, element.values);
        return encode(writer, item, 'string-array', '0.2.0');
      case 'geneMajor':
        return writeGeneMajor(writer, item, element);
      case 'sparse':
        return writeSparse(writer, item, element);
      case 'categorical':
        writeArray(writer, `${item}/codes`, [element.codes.length], smallestCodes(element));
        writeElement(writer, `${item}/categories`, { kind: 'strings', values: element.categories });
        writer.attribute(item, 'ordered', 0);
        return encode(writer, item, 'categorical', '0.2.0');
      case 'dictionary':
        writer.group(item);
        for (const [name, value] of Object.entries(element.items))
          writeElement(writer, `${item}/${name}`, value);
        return encode(writer, item, 'dict', '0.1.0');
      case 'table':
        return writeTable(writer, item, element);
    }
}

function collectBooleans(item: string, element: Element | TableElement | Column): BooleanItem[] {
  if (typeof element === 'boolean') return [{ item, shape: [], values: Uint8Array.of(element ? 1 : 0) }];
  if (typeof element !== 'object') return [];
  if (element.kind === 'booleans') return [{ item, shape: [element.values.length], values: element.values }];
  const parts =
    element.kind === 'table' ? element.columns : element.kind === 'dictionary' ? element.items : {};
  return Object.entries(parts).flatMap(([name, part]) => collectBooleans(`${item}/${name}`, part));
}

function writeTable(writer: Hdf5Writer, item: string, table: TableElement): void {
  writer.group(item);
  writeElement(writer, `${item}/${INDEX}`, { kind: 'strings', values: table.index });
  for (const [name, column] of Object.entries(table.columns)) writeElement(writer, `${item}/${name}`, column);
  writer.attribute(item, '_index', INDEX);
  writer.attribute(item, 'column-order', Object.keys(table.columns));
  encode(writer, item, 'dataframe', '0.2.0');
}

function writeArray(writer: Hdf5Writer, item: string, shape: number[], data: NumericArray): void {
  const width = shape.slice(1).reduce((a, b) => a * b, 1);
  writer.numbers(item, shape, (from, to) => data.subarray(from * width, to * width));
  encode(writer, item, 'array', '0.2.0');
}

/**
 * Transposes block by block, so that no second copy of the matrix is made, and in tiles, so that reading and writing
 * both stay within the processor's caches. Not compressed: noise in floats saves a tenth and costs six times the time.
 */
function writeGeneMajor(writer: Hdf5Writer, item: string, { genes, cells, data }: GeneMajorMatrix): void {
  const Constructor = data.constructor as new (length: number) => typeof data;
  const transposed = (from: number, to: number): typeof data => {
    const block = new Constructor((to - from) * genes);
    for (let tile = 0; tile < genes; tile += TILE) {
      const tileEnd = Math.min(genes, tile + TILE);
      for (let start = from; start < to; start += TILE) {
        const end = Math.min(to, start + TILE);
        for (let g = tile; g < tileEnd; g++)
          for (let c = start, q = (start - from) * genes + g; c < end; c++, q += genes)
            block[q] = data[g * cells + c];
      }
    }
    return block;
  };
  writer.numbers(item, [cells, genes], transposed, { level: 0 });
  encode(writer, item, 'array', '0.2.0');
}

/** What several matrices have in common (X and the counts it is the logarithm of) is written once and has several names. */
function writeSparse(writer: Hdf5Writer, item: string, matrix: SparseMatrix): void {
  // scipy keeps indices as int32 and takes others for that at the price of a copy; int32 holds all of ours.
  const { rows, cols, indptr, indices, data } = matrix;
  const signed =
    ({ buffer, byteOffset }: Uint32Array) =>
    (from: number, to: number) =>
      new Int32Array(buffer, byteOffset + 4 * from, to - from);
  const plain = (from: number, to: number): Uint32Array => indptr.subarray(from, to);
  const write = (part: string, length: number, values: RowSource, level?: number): void => {
    writer.numbers(`${item}/${part}`, [length], values, level === undefined ? {} : { level });
    encode(writer, `${item}/${part}`, 'array', '0.2.0');
  };
  if (!writer.again(`${item}/indptr`, indptr))
    write('indptr', rows + 1, indices.length < 2 ** 31 ? signed(indptr) : plain);
  if (!writer.again(`${item}/indices`, indices)) write('indices', indices.length, signed(indices));
  write('data', data.length, (from, to) => data.subarray(from, to), levelFor(data));
  writer.attribute(item, 'shape', [rows, cols]);
  encode(writer, item, 'csr_matrix', '0.1.0');
}

/** Numbers with fractions gain next to nothing from more than the first level, and noise nothing from any. */
function levelFor(data: Float32Array | Float64Array): number {
  const middle = Math.max(0, Math.floor(data.length / 2) - SAMPLE_ITEMS / 2);
  const sample = data.slice(middle, middle + SAMPLE_ITEMS);
  const packed = deflateRawSync(new Uint8Array(sample.buffer), { level: 1 });
  return packed.length < WORTHWHILE * sample.byteLength ? 1 : 0;
}

function smallestCodes({ codes, categories }: { codes: Int32Array; categories: string[] }): NumericArray {
  if (categories.length < 2 ** 7) return Int8Array.from(codes);
  return categories.length < 2 ** 15 ? Int16Array.from(codes) : codes;
}

function encode(writer: Hdf5Writer, item: string, type: string, version: string): void {
  writer.attribute(item, 'encoding-type', type);
  writer.attribute(item, 'encoding-version', version);
}
