import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Filter } from 'h5wasm/node';

import { DataError } from '../../data/errors.ts';
import { LZF } from './filters.ts';
import type { H5Module } from './module.ts';

/** WebAssembly, in base64, of the filter whose source is lzf.wat. */
const LZF_FILTER =
  'AGFzbQEAAAABHwVgAX8Bf2ABfwBgAAF/YAZ/f39/f38Bf2ADf39/AX8CcgYDZW52Bm1lbW9yeQIAAQNlbnYZX19pbmRpcmVj' +
  'dF9mdW5jdGlvbl90YWJsZQFwAAEDZW52DV9fbWVtb3J5X2Jhc2UDfwADZW52DF9fdGFibGVfYmFzZQN/AANlbnYGbWFsbG9j' +
  'AAADZW52BGZyZWUAAQMFBAICAwQHLQITSDVQTGdldF9wbHVnaW5fdHlwZQACE0g1UExnZXRfcGx1Z2luX2luZm8AAwkHAQAj' +
  'AQsBBAqDAwQEAEEACxUAIwAjAEEgajYCECMAIwE2AhwjAAtbAQJ/IABBgAJxRQRAQQAPCyAFKAIAIANBABAFIQYgBkEATARA' +
  'QQAPCyAGEAAhByAHRQRAQQAPCyAFKAIAIAMgBxAFGiAFKAIAEAEgBSAHNgIAIAQgBjYCACAGC4kCAQV/IAAgAWohAwJAA0Ag' +
  'ACADTw0BIAAtAAAhBSAAQQFqIQAgBUEgSQRAIAVBAWohBiAAIAZqIANLBEBBfw8LIAIEQCACIARqIAAgBvwKAAALIAAgBmoh' +
  'ACAEIAZqIQQMAQsgBUEFdiEGIAZBB0YEQCAAIANPBEBBfw8LQQcgAC0AAGohBiAAQQFqIQALIAAgA08EQEF/DwsgBCAFQR9x' +
  'QQh0ayAALQAAa0EBayEHIABBAWohACAHQQBIBEBBfw8LIAZBAmohBiACRQRAIAQgBmohBAwBCwNAIAIgBGogAiAHai0AADoA' +
  'ACAEQQFqIQQgB0EBaiEHIAZBAWshBiAGDQALDAALCyAECwsqAQAjAAskAQAAAAB9AAAAAAAAAQAAAAAAAAAAAAAAAAAAAAAA' +
  'AABsemYA';

/** The section that says a module can be linked in: 36 bytes of memory aligned to 4, one place in the table. */
const DYLINK = Buffer.from('\0\x0f\x08dylink.0\x01\x04\x24\x02\x01\0', 'latin1');

/** Magic number and version; {@link DYLINK} has to be the first section behind them. */
const HEADER_BYTES = 8;

/**
 * The lzf filter. That of h5wasm-plugins 0.2.1 cannot read a chunk whose settings do not say how long it is, as h5py
 * writes all text, and brings the library down where it is tried; this one needs no settings.
 */
export class LzfPlugin {
  private readonly module: H5Module;
  private loaded = false;

  constructor(module: H5Module) {
    this.module = module;
  }

  /**
   * Runs `read`, which reads values behind the given filters. The library takes plugins from folders only, and keeps
   * what it has loaded: the filter lies in a folder of its own until something was read with it.
   */
  provide<T>(filters: readonly Filter[], read: () => T): T {
    if (this.loaded || !filters.some(({ id }) => id === LZF)) return read();
    const folder = newFolder();
    try {
      this.module.insert_plugin_search_path(folder, 0);
      try {
        const result = read();
        this.loaded = true;
        return result;
      } finally {
        this.module.remove_plugin_search_path(0);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
}

/** A new folder with the filter in it. @throws DataError where none can be written. */
function newFolder(): string {
  try {
    const folder = mkdtempSync(join(tmpdir(), 'rnavelocity-lzf-'));
    writeFileSync(join(folder, 'liblzf.so'), sharedLibrary());
    return folder;
  } catch (error) {
    const { message } = error as Error;
    throw new DataError(
      `the filter for lzf could not be put into the folder for temporary files (${message}).`,
      { file: tmpdir() },
      'Make room there, or set TMPDIR to a folder that can be written to.',
    );
  }
}

function sharedLibrary(): Buffer {
  const module = Buffer.from(LZF_FILTER, 'base64');
  return Buffer.concat([module.subarray(0, HEADER_BYTES), DYLINK, module.subarray(HEADER_BYTES)]);
}
