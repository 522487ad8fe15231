import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import type * as h5wasm from 'h5wasm/node';

export type H5Wasm = typeof h5wasm;
export type H5Module = Awaited<typeof h5wasm.ready>;

/** The library's own module, and the classes h5wasm puts on top of it. */
export interface Hdf5Library {
  module: H5Module;
  classes: H5Wasm;
}

let loading: Promise<Hdf5Library> | undefined;

/**
 * The HDF5 library, set up once and only when it is needed (it is 4 MB of code): its failures are JavaScript errors
 * (by default they are printed and the caller receives whatever lay in memory), and the filters of h5wasm-plugins
 * (lzf, zstd, blosc, …) are found.
 */
export function loadHdf5(): Promise<Hdf5Library> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Hdf5Library> {
  const classes = await import('h5wasm/node');
  const module = await classes.ready;
  module.activate_throwing_error_handler();
  const plugins = pluginFolder();
  if (plugins) module.insert_plugin_search_path(plugins, 0);
  return { module, classes };
}

/** Where the filter plugins lie; outside the app archive, which WebAssembly's file system cannot look into. */
function pluginFolder(): string | undefined {
  try {
    const entry = createRequire(import.meta.url).resolve('h5wasm-plugins');
    return join(dirname(entry), 'plugins').replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked');
  } catch {
    // Files with the built-in filters open without the plugins; others are refused by name.
    return undefined;
  }
}
