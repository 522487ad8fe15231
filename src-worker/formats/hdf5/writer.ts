import { readFileSync, writeFileSync } from 'node:fs';

import { dtypeOf, type NumericArray } from '../../data/arrays.ts';
import { DataError } from '../../data/errors.ts';
import type { Checkpoint } from '../files/checkpoint.ts';
import { BOOLEAN_STAND_IN, declareBooleans } from './booleans.ts';
import { innermostCause } from './file.ts';
import { giveUp, isCrash, loadHdf5, type Hdf5Library } from './module.ts';
import { itemCount } from './numbers.ts';

/** h5wasm's names of the types we write. */
const DTYPES = {
  f32: '<f',
  f64: '<d',
  i8: '<b',
  u8: '<B',
  i16: '<h',
  u16: '<H',
  i32: '<i',
  u32: '<I',
} as const;

/** Blocks of about this size go to the library in one call, so that it compresses each chunk once. */
const BLOCK_BYTES = 8 * 2 ** 20;
const CHUNK_ITEMS = 65_536;
const CHUNK_SIDE = 256;

/** The rows `from` (inclusive) to `to` (exclusive) of an array, row-major. */
export type RowSource<T extends NumericArray = NumericArray> = (from: number, to: number) => T;

export interface BooleanItem {
  item: string;
  /** Absent for a single value. */
  shape: number[];
  values: Uint8Array;
}

export interface NumbersOptions {
  /** The level of gzip at most, 0 for none; that of the file unless told. */
  level?: number;
  /** What is packed together; squares of a usual size unless told. */
  chunks?: number[];
}

/**
 * Creates an HDF5 file (over an existing one) that holds the given booleans, ready for everything else.
 *
 * @param level of gzip, from 0 (none) to 9
 * @param checkpoint called between the blocks of an array; throws to stop
 */
export async function createHdf5(
  path: string,
  booleans: BooleanItem[],
  level: number,
  checkpoint?: Checkpoint,
): Promise<Hdf5Writer> {
  const library = await loadHdf5();
  const { module } = library;
  const oldest = [module.H5F_LIBVER_EARLIEST, module.H5F_LIBVER_LATEST] as const;
  const first = new Hdf5Writer(
    path,
    library,
    module.open(path, module.H5F_ACC_TRUNC, false, ...oldest),
    level,
  );
  for (const { item, shape, values } of booleans) first.booleanStandIn(item, shape, values);
  first.close();
  const bytes = readFileSync(path);
  const declared = declareBooleans(bytes);
  if (declared !== booleans.length)
    throw new Error(`Of ${booleans.length} boolean arrays, ${declared} were found again in ${path}`);
  writeFileSync(path, bytes);
  const id = module.open(path, module.H5F_ACC_RDWR, false, -1, -1);
  return new Hdf5Writer(path, library, id, level, checkpoint);
}

/** An HDF5 file open for writing. Groups on the way to an item are made; every failure is an error. */
export class Hdf5Writer {
  private readonly path: string;
  private readonly library: Hdf5Library;
  private readonly id: bigint;
  private readonly level: number;
  private readonly checkpoint?: Checkpoint;
  private readonly groups = new Set<string>();
  private readonly names = new WeakMap<object, string>();
  private open = true;

  constructor(path: string, library: Hdf5Library, id: bigint, level: number, checkpoint?: Checkpoint) {
    this.path = path;
    this.library = library;
    this.id = id;
    this.level = level;
    this.checkpoint = checkpoint;
  }

  /** Ends writing; what was written is then in the operating system's hands. */
  close(): void {
    if (!this.open) return;
    this.open = false;
    this.attempt('the file', () => this.library.module.close_file(this.id));
  }

  group(item: string): void {
    const parts = item.split('/');
    for (let depth = 1; depth <= parts.length; depth++) {
      const path = parts.slice(0, depth).join('/');
      if (path === '' || this.groups.has(path)) continue;
      this.groups.add(path);
      if (this.library.module.get_type(this.id, `/${path}`) === this.library.module.H5G_GROUP) continue;
      this.attempt(path, () => this.library.module.create_group(this.id, `/${path}`, false));
    }
  }

  /** Writes an attribute of a group or array: text, a list of texts, or a whole number or list of them. */
  attribute(item: string, name: string, value: string | string[] | number | number[]): void {
    const list = [value].flat();
    const shape = Array.isArray(value) ? [value.length] : [];
    this.attempt(item, () => {
      const holder = new this.library.classes.Group(this.id, `/${item}`);
      if (typeof list[0] === 'string') holder.create_attribute(name, list as string[], shape, 'S');
      // An empty list is one of numbers, as numpy has it too: the library takes no empty list of texts.
      else if (list.length === 0) holder.create_attribute(name, new Float64Array(), shape, '<d');
      else holder.create_attribute(name, BigInt64Array.from(list, BigInt), shape, '<q');
      return 0;
    });
  }

  strings(item: string, values: string | string[]): void {
    this.group(parentOf(item));
    const list = [values].flat();
    const shape = Array.isArray(values) ? [values.length] : [];
    this.attempt(item, () => {
      if (list.length > 0) this.root().create_dataset({ name: item, data: list, shape, dtype: 'S' });
      // The library takes no empty list of texts, but a list of one can be cut.
      else
        this.root()
          .create_dataset({ name: item, data: [''], shape: [1], maxshape: [null], chunks: [1], dtype: 'S' })
          .resize([0]);
      return 0;
    });
  }

  /** A single number: int64 where it is whole, float64 otherwise. */
  number(item: string, value: number): void {
    this.group(parentOf(item));
    const data = Number.isSafeInteger(value) ? BigInt64Array.of(BigInt(value)) : Float64Array.of(value);
    this.attempt(item, () => {
      this.root().create_dataset({ name: item, data, shape: [] });
      return 0;
    });
  }

  /** An array of the given shape, whose rows are asked for in blocks, each once and in order. */
  numbers(
    item: string,
    shape: number[],
    rows: RowSource,
    { level: most = 9, chunks = chunkShape(shape) }: NumbersOptions = {},
  ): void {
    this.group(parentOf(item));
    const sample = rows(0, 0);
    const level = Math.min(most, this.level);
    this.attempt(item, () => {
      this.root().create_dataset({
        name: item,
        data: sample,
        shape: shape.map(() => 0),
        maxshape: shape.map(() => null),
        chunks,
        dtype: DTYPES[dtypeOf(sample)],
        ...(level > 0 ? { compression: 'gzip' as const, compression_opts: level } : {}),
      });
      return this.library.module.resize_dataset(this.id, `/${item}`, shape.map(BigInt));
    });
    if (itemCount(shape) === 0) return;
    const width = itemCount(shape.slice(1));
    const bytes = width * sample.BYTES_PER_ELEMENT;
    const step = Math.max(1, Math.floor(BLOCK_BYTES / (bytes * chunks[0]))) * chunks[0];
    for (let from = 0; from < shape[0]; from += step) {
      this.checkpoint?.();
      const to = Math.min(shape[0], from + step);
      this.writeRows(item, shape, from, to, rows(from, to));
    }
  }

  /** Gives what was written of `content` a second name, if anything was; whether it was. */
  again(item: string, content: object): boolean {
    const before = this.names.get(content);
    if (before === undefined) {
      this.names.set(content, item);
      return false;
    }
    this.group(parentOf(item));
    this.attempt(item, () => this.library.module.create_hard_link(this.id, `/${before}`, `/${item}`));
    return true;
  }

  /** Booleans in the form that {@link createHdf5} turns into an enumeration. */
  booleanStandIn(item: string, shape: number[], values: Uint8Array): void {
    this.group(parentOf(item));
    this.attempt(item, () => {
      const data = new Map([['rnavbool', new Int8Array(values)]]);
      this.root().create_dataset({ name: item, data, shape, dtype: BOOLEAN_STAND_IN });
      return 0;
    });
  }

  private writeRows(item: string, shape: number[], from: number, to: number, values: NumericArray): void {
    const { module } = this.library;
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const count = [to - from, ...shape.slice(1)].map(BigInt);
    const start = [from, ...shape.slice(1).map(() => 0)].map(BigInt);
    const pointer = module._malloc(bytes.length);
    try {
      module.HEAPU8.set(bytes, pointer);
      this.attempt(item, () =>
        module.set_dataset_data(
          this.id,
          `/${item}`,
          count,
          start,
          count.map(() => 1n),
          BigInt(pointer),
        ),
      );
    } finally {
      module._free(pointer);
    }
  }

  private root(): InstanceType<Hdf5Library['classes']['Group']> {
    return new this.library.classes.Group(this.id, '/');
  }

  private attempt(item: string, action: () => number): void {
    let cause: string;
    try {
      const status = action();
      if (status >= 0) return;
      cause = `status ${status}`;
    } catch (error) {
      if (isCrash(error)) void giveUp(this.library, this.path);
      cause = innermostCause(error);
    }
    const full = /no space left/i.test(cause);
    throw new DataError(
      full ? 'the disk is full.' : `“${item}” could not be written (${cause}).`,
      { file: this.path },
      full ? 'Free some space, or choose another disk.' : 'Check the disk, or choose another place.',
    );
  }
}

function chunkShape(shape: number[]): number[] {
  if (itemCount(shape) <= CHUNK_ITEMS) return shape.map((length) => Math.max(1, length));
  if (shape.length === 1) return [CHUNK_ITEMS];
  return shape.map((length) => Math.max(1, Math.min(length, CHUNK_SIDE)));
}

function parentOf(item: string): string {
  return item.split('/').slice(0, -1).join('/');
}
