import type { Filter } from 'h5wasm/node';

/** Filters that the HDF5 library of this program has built in: gzip, shuffle, fletcher32, szip, nbit, scale-offset. */
const BUILT_IN = new Set([1, 2, 3, 4, 5, 6]);

const LZF = 32000;

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
  const filter = filters.find((one) => !BUILT_IN.has(one.id) && (!PLUGINS.has(one.id) || !hasSize(one)));
  return filter && (filter.name || `number ${filter.id}`);
}

/**
 * The lzf plugin brings the whole library down where the filter's settings do not say how long a chunk is, which
 * h5py leaves out for text (h5wasm-plugins 0.2.1: it calls a function of the C library that is not there).
 */
function hasSize({ id, cd_values: settings }: Filter): boolean {
  return id !== LZF || settings[2] > 0;
}

/** How the values of an array are compressed, e.g. `gzip`, `shuffle + lzf`, or nothing. */
export function compressionName(filters: readonly Filter[]): string | undefined {
  const names = filters.map(({ id, name }) => (id === 1 ? 'gzip' : (PLUGINS.get(id) ?? name)));
  return names.length > 0 ? names.join(' + ') : undefined;
}
