import { createReadStream, existsSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

import type { CustomScheme } from 'electron';

import { getHost } from '../host.ts';
import type { SchemeHandler } from '../serving/schemeServer.ts';

/** The scheme of files on disk, which pages of `loadFile` come from. */
export const fileScheme = 'file';

const mediaTypes: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Electron's protocol: which code answers which scheme. */
class Protocol {
  readonly handlers = new Map<string, SchemeHandler>([[fileScheme, (request) => fetchFile(request.url)]]);
  readonly privileged: CustomScheme[] = [];

  registerSchemesAsPrivileged(schemes: CustomScheme[]): void {
    if (getHost().running)
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    this.privileged.push(...schemes);
  }

  handle(scheme: string, handler: SchemeHandler): void {
    if (this.handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    if (!this.privileged.some((known) => known.scheme === scheme && known.privileges?.standard))
      throw new Error(`The stand-in serves standard schemes only: register ${scheme} as privileged first.`);
    this.handlers.set(scheme, handler);
  }

  unhandle(scheme: string): void {
    this.handlers.delete(scheme);
  }

  isProtocolHandled(scheme: string): boolean {
    return this.handlers.has(scheme);
  }
}

export const protocol = new Protocol();

/** Electron's net, as far as files and the web are fetched with it. */
export const net = {
  fetch: (input: string | Request, init?: RequestInit): Promise<Response> => {
    const url = typeof input === 'string' ? input : input.url;
    return url.startsWith('file:') ? Promise.resolve(fetchFile(url)) : fetch(input, init);
  },
  isOnline: () => true,
};

function fetchFile(url: string): Response {
  const path = fileURLToPath(new URL(url));
  if (!existsSync(path) || !statSync(path).isFile()) throw new Error('net::ERR_FILE_NOT_FOUND');
  const body = Readable.toWeb(createReadStream(path)) as ReadableStream;
  return new Response(body, {
    headers: { 'content-type': mediaTypes[extname(path).toLowerCase()] ?? 'application/octet-stream' },
  });
}
