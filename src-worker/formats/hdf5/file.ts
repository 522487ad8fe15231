import type { Filter, Metadata } from 'h5wasm/node';

import { DataError } from '../../data/errors.ts';
import { unknownFilter } from './filters.ts';
import { giveUp, isCrash, loadHdf5, type H5Module, type Hdf5Library } from './module.ts';
import { checkHdf5File } from './superblock.ts';

export type AttributeValue = string | number | boolean | (string | number | boolean)[];

/** What an array in the file is, before any of it is read. */
export interface ArrayDescription {
  /** Empty for a single value. */
  shape: number[];
  metadata: Metadata;
  filters: Filter[];
}

const CRASHED = 'the HDF5 library broke off';

/**
 * Opens an HDF5 file for reading, hands it to `use`, and closes it whatever happens.
 *
 * @throws DataError where the file cannot be opened; see {@link checkHdf5File}.
 */
export async function withHdf5File<T>(path: string, use: (file: Hdf5File) => T | Promise<T>): Promise<T> {
  checkHdf5File(path);
  const library = await loadHdf5();
  const file = new Hdf5File(path, library, await openOrRefuse(library, path));
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

/** An HDF5 file open for reading. Every failure is a DataError that names the file and the item in it. */
export class Hdf5File {
  readonly path: string;
  private readonly module: H5Module;
  private readonly library: Hdf5Library;
  private readonly id: bigint;
  /** What became of the library while it read this file: after a failure it goes on, after a crash it must not. */
  private state: 'well' | 'failed' | 'crashed' = 'well';

  constructor(path: string, library: Hdf5Library, id: bigint) {
    this.path = path;
    this.library = library;
    this.module = library.module;
    this.id = id;
  }

  async close(): Promise<void> {
    if (this.state !== 'crashed') this.module.close_file(this.id);
    if (this.state !== 'well') await giveUp(this.library, this.path);
  }

  /** Whether `item` is a group, an array, or nothing that can be read (absent, or a link that leads nowhere). */
  kind(item: string): 'group' | 'array' | undefined {
    const type = this.attempt(item, () => this.module.get_type(this.id, absolute(item)));
    if (type === this.module.H5G_GROUP) return 'group';
    return type === this.module.H5G_DATASET ? 'array' : undefined;
  }

  /** The names in a group; none where there is no such group. */
  keys(group: string): string[] {
    if (this.kind(group) !== 'group') return [];
    return this.attempt(group, () => this.module.get_names(this.id, absolute(group), false));
  }

  /** An attribute of a group or array, or nothing where it has none of that name. */
  attribute(item: string, name: string): AttributeValue | undefined {
    return this.attempt(item, () => {
      if (!this.module.get_attribute_names(this.id, absolute(item)).includes(name)) return undefined;
      const value = new this.library.classes.Group(this.id, absolute(item)).get_attribute(name, true);
      return (value as AttributeValue | null) ?? undefined;
    });
  }

  describe(item: string): ArrayDescription {
    return this.attempt(item, () => {
      const metadata = this.module.get_dataset_metadata(this.id, absolute(item));
      const filters = this.module.get_dataset_filters(this.id, absolute(item));
      return { shape: metadata.shape ?? [], metadata, filters };
    });
  }

  /**
   * The raw bytes of the part of an array that starts at `from` and spans `count`, handed to `decode` while they
   * lie in the library's memory; `decode` copies what it keeps.
   */
  read<T>(
    item: string,
    description: ArrayDescription,
    from: number[],
    count: number[],
    decode: (bytes: Uint8Array, heap: H5Module) => T,
  ): T {
    const filter = unknownFilter(description.filters);
    if (filter)
      throw this.error(
        item,
        `“${item}” is compressed with a filter (${filter}) that this program does not have.`,
        'Write the file again with gzip compression: adata.write_h5ad(path, compression="gzip").',
      );
    const { module } = this;
    const items = count.reduce((a, b) => a * b, 1);
    const bytes = items * description.metadata.size;
    const pointer = module._malloc(Math.max(bytes, 8));
    if (pointer === 0)
      throw this.error(item, `“${item}” needs a block of ${bytes} bytes, more than there is memory.`, '');
    const big = (values: number[]): bigint[] => values.map(BigInt);
    const scalar = count.length === 0;
    const vlen = description.metadata.vlen;
    let filled = false;
    try {
      return this.attempt(item, () => {
        const status = this.library.lzf.provide(description.filters, () =>
          module.get_dataset_data(
            this.id,
            absolute(item),
            scalar ? null : big(count),
            scalar ? null : big(from),
            scalar ? null : big(count.map(() => 1)),
            BigInt(pointer),
          ),
        );
        if (status < 0) throw new Error(`reading ended with status ${status}`);
        filled = true;
        return decode(module.HEAPU8.subarray(pointer, pointer + bytes), module);
      });
    } finally {
      if (vlen && filled && this.state !== 'crashed') {
        if (scalar) module.reclaim_vlen_memory(this.id, absolute(item), '', BigInt(pointer));
        else module.reclaim_vlen_memory_count(this.id, absolute(item), '', BigInt(pointer), big(count));
      }
      if (this.state !== 'crashed') module._free(pointer);
    }
  }

  /** An error about something in this file. */
  error(item: string, problem: string, remedy: string): DataError {
    const layer = /^\/?layers\/([^/]+)/.exec(item)?.[1];
    return new DataError(problem, { file: this.path, layer }, remedy);
  }

  private attempt<T>(item: string, action: () => T): T {
    if (this.state === 'crashed') throw this.damaged(item, CRASHED);
    try {
      return action();
    } catch (error) {
      if (error instanceof DataError) throw error;
      this.state = isCrash(error) ? 'crashed' : 'failed';
      throw this.damaged(item, this.state === 'crashed' ? CRASHED : innermostCause(error));
    }
  }

  private damaged(item: string, cause: string): DataError {
    return this.error(
      item,
      `“${item}” could not be read: the file is damaged there (${cause}).`,
      'Copy or download the file again, or write it again from its source.',
    );
  }
}

/** What the operating system said, or the last line of the library's error stack, which is where it went wrong. */
export function innermostCause(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const system = /error message = '([^']+)'/.exec(text);
  if (system) return system[1];
  const causes = [...text.matchAll(/in \w+\(\): (.*)/g)];
  return causes.length > 0 ? causes[causes.length - 1][1] : text.split('\n')[0];
}

async function openOrRefuse(library: Hdf5Library, path: string): Promise<bigint> {
  const { module } = library;
  try {
    const id = module.open(path, module.H5F_ACC_RDONLY, false, -1, -1);
    if (id >= 0n) return id;
    throw new Error('no reason given');
  } catch (error) {
    await giveUp(library, path);
    throw new DataError(
      `the file could not be opened (${isCrash(error) ? CRASHED : innermostCause(error)}).`,
      { file: path },
      'It may be damaged, or open for writing in another program: close that program, or copy the file again.',
    );
  }
}

function absolute(item: string): string {
  return item.startsWith('/') ? item : `/${item}`;
}
