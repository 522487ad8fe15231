import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';

import { fromServed, toServed, toServedPolicy } from './addresses.ts';

/** Answers a request of a scheme, as given to `protocol.handle`. */
export type SchemeHandler = (request: Request) => Response | Promise<Response>;

/** Serves the schemes an app handles to the pages. */
export interface SchemeServer {
  /** Where it listens. Pages do not see it: the browser sends all of localhost there. */
  port: number;
  /** The served address of an app's address. */
  toServed: (address: string) => string;
  /** The app's address of a served address. */
  fromServed: (address: string) => string;
  close: () => void;
}

const policyHeaders = new Set(['content-security-policy', 'content-security-policy-report-only']);

/**
 * Serves schemes on a free port of this machine. Requests reach the handlers with the app's own addresses, their
 * method, headers and body; answers go back with status and headers, bodies streamed no faster than the page reads.
 */
export async function serveSchemes(handlers: ReadonlyMap<string, SchemeHandler>): Promise<SchemeServer> {
  const server: Server = createServer((request, response) => {
    void answer(request, response, handlers);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    toServed: (address) => toServed(address, handlers.keys()),
    fromServed,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  handlers: ReadonlyMap<string, SchemeHandler>,
): Promise<void> {
  // Browsers ask for it on their own; Electron does not.
  if (request.url === '/favicon.ico') {
    response.writeHead(204).end();
    return;
  }
  const address = fromServed(`http://${request.headers.host ?? ''}${request.url ?? '/'}`);
  const handler = handlers.get(new URL(address).protocol.slice(0, -1));
  if (!handler) {
    response.writeHead(404).end(`Nothing handles ${address}.`);
    return;
  }
  try {
    await pass(await handler(toRequest(request, address)), response, handlers);
  } catch (error) {
    // A handler that throws, or breaks off its stream, shows in the page as a failed request, as in Electron.
    response.destroy(error instanceof Error ? error : undefined);
  }
}

function toRequest(request: IncomingMessage, address: string): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (name === 'host' || name === 'connection' || value === undefined) continue;
    headers.set(name, fromServed([value].flat().join(', ')));
  }
  const method = request.method ?? 'GET';
  if (method === 'GET' || method === 'HEAD') return new Request(address, { method, headers });
  // Node's own types of fetch lack `duplex`, which it demands of a streamed body.
  const init = { method, headers, body: Readable.toWeb(request), duplex: 'half' };
  return new Request(address, init as unknown as RequestInit);
}

async function pass(
  answer: Response,
  response: ServerResponse,
  handlers: ReadonlyMap<string, SchemeHandler>,
): Promise<void> {
  for (const [name, value] of answer.headers)
    response.setHeader(name, policyHeaders.has(name) ? toServedPolicy(value, handlers.keys()) : value);
  response.writeHead(answer.status);
  if (!answer.body) {
    response.end();
    return;
  }
  // Ends the handler's stream too when the page goes away before its end.
  await pipeline(Readable.fromWeb(answer.body as ReadableStream), response).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}
