import { closeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import type * as h5wasm from 'h5wasm/node';

import { LzfPlugin } from './lzfPlugin.ts';

export type H5Wasm = typeof h5wasm;
export type H5Module = Awaited<typeof h5wasm.ready>;

/** The library's own module, and the classes h5wasm puts on top of it. */
export interface Hdf5Library {
  module: H5Module;
  classes: H5Wasm;
  lzf: LzfPlugin;
}

let loading: Promise<Hdf5Library> | undefined;
let instances = 0;

/**
 * The HDF5 library, set up once and only when it is needed (it is 4 MB of code): its failures are JavaScript errors
 * (by default they are printed and the caller receives whatever lay in memory), and the filters of h5wasm-plugins
 * (zstd, blosc, …) and lzf are found.
 */
export function loadHdf5(): Promise<Hdf5Library> {
  loading ??= load();
  return loading;
}

/** Whether an error means that the library broke off in the middle: it is not to be called again. */
export function isCrash(error: unknown): boolean {
  return error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
}

/**
 * Gives a library up after an error in the middle of a file at `path`, which it then never closes and would take for
 * what is at that place later, too. The next {@link loadHdf5} gives another (6 MB, 40 ms); files that are open stay so.
 */
export async function giveUp({ classes }: Hdf5Library, path: string): Promise<void> {
  if ((await loading)?.classes === classes) loading = undefined;
  const { streams } = classes.FS as unknown as { streams: ({ path: string; nfd: number } | null)[] };
  for (const stream of streams) if (stream?.path === path) closeSync(stream.nfd);
}

async function load(): Promise<Hdf5Library> {
  const classes = await silently(importH5wasm);
  const { Module: module } = classes;
  module.activate_throwing_error_handler();
  const plugins = pluginFolder();
  if (plugins) module.insert_plugin_search_path(plugins, 0);
  return { module, classes, lzf: new LzfPlugin(module) };
}

/** A module with another query is another module, with a library of its own. */
async function importH5wasm(): Promise<H5Wasm> {
  const first = instances++ === 0;
  const classes = first
    ? await import('h5wasm/node')
    : ((await import(/* @vite-ignore */ `${import.meta.resolve('h5wasm/node')}?${instances}`)) as H5Wasm);
  await classes.ready;
  return classes;
}

/**
 * Runs `start`, which keeps the console's function for errors as its own: whatever it prints there later is lost. What
 * the library prints is what it also throws.
 */
async function silently<T>(start: () => Promise<T>): Promise<T> {
  /* eslint-disable no-console -- it is the console that the library writes to */
  const print = console.error;
  let starting = true;
  console.error = (...values: unknown[]): void => {
    if (starting) print.apply(console, values);
  };
  try {
    return await start();
  } finally {
    starting = false;
    console.error = print;
  }
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
