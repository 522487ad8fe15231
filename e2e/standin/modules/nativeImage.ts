import { existsSync, readFileSync } from 'node:fs';

/** A picture as its encoded bytes; the stand-in neither decodes nor resizes. */
export interface StandinImage {
  toPNG: () => Buffer;
  toDataURL: () => string;
  isEmpty: () => boolean;
}

/** Electron's nativeImage, for pictures that are only handed on. */
export const nativeImage = {
  createEmpty: () => fromBytes(Buffer.alloc(0)),
  createFromBuffer: (bytes: Buffer) => fromBytes(bytes),
  createFromPath: (path: string) => fromBytes(existsSync(path) ? readFileSync(path) : Buffer.alloc(0)),
  createFromDataURL: (url: string) => fromBytes(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')),
};

function fromBytes(bytes: Buffer): StandinImage {
  return {
    toPNG: () => bytes,
    toDataURL: () => `data:image/png;base64,${bytes.toString('base64')}`,
    isEmpty: () => bytes.length === 0,
  };
}
