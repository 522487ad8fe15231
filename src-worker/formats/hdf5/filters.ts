import type { Filter } from 'h5wasm/node';

/** Filters that the HDF5 library of this program has built in: gzip, shuffle, fletcher32, szip, nbit, scale-offset. */
const BUILT_IN = new Set([1, 2, 3, 4, 5, 6]);

/** The filter of h5py's own; numbers as registered with The HDF Group. */
export const LZF = 32000;

/** Registered filters that h5wasm-plugins provides (https://github.com/HDFGroup/hdf5_plugins, “Registered Filters”). */
const PLUGINS = new Map([
  [307, 'bzip2'],
  [LZF, 'lzf'],
  [32001, 'blosc'],
  [32004, 'lz4'],
  [32008, 'bitshuffle'],
  [32013, 'zfp'],
  [32015, 'zstd'],
  [32026, 'blosc2'],
]);

/** The first filter that this program cannot undo, by name, or nothing. */
export function unknownFilter(filters: readonly Filter[]): string | undefined {
  const filter = filters.find((one) => !BUILT_IN.has(one.id) && !PLUGINS.has(one.id));
  return filter && (filter.name || `number ${filter.id}`);
}

/** How the values of an array are compressed, e.g. `gzip`, `shuffle + lzf`, or nothing. */
export function compressionName(filters: readonly Filter[]): string | undefined {
  const names = filters.map(({ id, name }) => (id === 1 ? 'gzip' : (PLUGINS.get(id) ?? name)));
  return names.length > 0 ? names.join(' + ') : undefined;
}
