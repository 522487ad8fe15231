import { closeSync, fstatSync, openSync, readSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

import { bytesOf, type StepValue } from '../../src-worker/data/arrays.ts';
import type { ArrayName } from '../../src-worker/data/catalogue.ts';
import { decodeValue, encodeValue } from '../project/arrayCodec.ts';

/**
 * A file for large arrays that the project does not store and that are wanted once more, for the exports: reading a moment back
 * takes a tenth of the time of making it again, and meanwhile it takes no memory. It is gone when it is closed.
 */
export interface Scratch {
  /** An array of that many bytes is better here than in memory while no step can read it yet. */
  readonly setAsideBytes: number;
  has(name: ArrayName): boolean;
  /** Takes an array over. Where the disk has not enough room, it does not, and the array has to be made again. */
  put(name: ArrayName, value: StepValue): void;
  /** An array that was put there, on shared memory. */
  get(name: ArrayName): StepValue;
  close(): void;
}

/** Smaller ones do not decide whether a run fits in memory. */
const SET_ASIDE_BYTES = 256e6;

/** Of what is free on the disk, the share that an array may take. */
const SHARE_OF_DISK = 0.25;
/** The most that one call of the operating system writes or reads on every system. */
const BLOCK_BYTES = 2 ** 28;

interface Entry {
  kind: string;
  header: Record<string, unknown>;
  /** Part → where it begins in the file. */
  offsets: Map<string, number>;
}

/** @param path of the file, in a folder that exists; what is there is written over */
export function createScratch(path: string, setAsideBytes = SET_ASIDE_BYTES): Scratch {
  const file = openSync(path, 'w+', 0o600);
  // Where the system allows it the file loses its name at once, so that nothing is left behind however the program ends.
  if (process.platform !== 'win32') rmSync(path);
  const entries = new Map<ArrayName, Entry>();
  let end = 0;

  const hasRoom = (bytes: number): boolean => {
    const { bavail, bsize } = statfsSync(dirname(path));
    return bytes <= SHARE_OF_DISK * bavail * bsize;
  };

  return {
    setAsideBytes,
    has: (name) => entries.has(name),
    put(name, value) {
      if (entries.has(name) || !hasRoom(bytesOf(value))) return;
      const { kind, header, parts } = encodeValue(value);
      const offsets = new Map<string, number>();
      let to = end;
      try {
        for (const [part, data] of Object.entries(parts)) {
          offsets.set(part, to);
          to = transfer(writeSync, file, new Uint8Array(data.buffer, data.byteOffset, data.byteLength), to);
        }
      } catch {
        return; // the disk has become full: the array is made again instead
      }
      end = to;
      entries.set(name, { kind, header, offsets });
    },
    get(name) {
      const entry = entries.get(name);
      if (!entry) throw new Error(`${name} was not put on the disk`);
      const { kind, header, offsets } = entry;
      return decodeValue(kind, header, (part, into) => {
        transfer(readSync, file, into, offsets.get(part)!);
      }) as StepValue;
    },
    close() {
      closeSync(file);
      rmSync(path, { force: true });
    },
  };
}

/** Writes or reads all bytes, block by block; where in the file they end. @throws where the file does not go on. */
function transfer(
  move: (file: number, bytes: Uint8Array, offset: number, length: number, position: number) => number,
  file: number,
  bytes: Uint8Array,
  position: number,
): number {
  for (let done = 0; done < bytes.length;) {
    const length = Math.min(BLOCK_BYTES, bytes.length - done);
    const moved = move(file, bytes, done, length, position + done);
    if (moved === 0) throw new Error(`The file of large arrays ends after ${fstatSync(file).size} bytes`);
    done += moved;
  }
  return position + bytes.length;
}
