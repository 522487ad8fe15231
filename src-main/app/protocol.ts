import { readFile } from 'node:fs/promises';

import { DataError, errorRecord, type ErrorRecord } from '../../src-worker/data/errors.ts';
import { pageFile } from './pageFile.ts';

export const SCHEME = 'app';
const HOST = 'rnavelocity';
export const PAGE_ADDRESS = `${SCHEME}://${HOST}/index.html`;

/** Whether an address is the page's own. */
export function isPage(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host } = new URL(address);
  return protocol === `${SCHEME}:` && host === HOST;
}

/**
 * What the page may load: its own files and what the main process serves it, nothing from anywhere else. Style attributes are
 * let through because Svelte and the primitives place things by them; style elements and scripts in the page's text are not.
 */
export const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

const HEADERS = {
  'Content-Security-Policy': CONTENT_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};
const CHUNK = 2 ** 20;

export interface ProtocolSources {
  /** The folder that holds the built page. */
  readonly root: string;
  /** The frame of a view of the project that a token stands for, or nothing where it stands for none. */
  readonly view: (token: string, url: URL) => Promise<Uint8Array<ArrayBuffer>> | undefined;
  /** The record that the page is given of an error that is not the user's. */
  readonly report: (where: string, error: unknown) => ErrorRecord;
}

/** Answers the addresses `app://rnavelocity/…`: the page's files, and under `/data/<token>/<view>` what it draws. */
export function createProtocolHandler(sources: ProtocolSources): (request: Request) => Promise<Response> {
  return async (request) => {
    if (!isPage(request.url)) return refusal(404, 'There is nothing at this address.');
    if (request.method !== 'GET')
      return refusal(405, 'Addresses of the program can only be read.', { Allow: 'GET' });
    const url = new URL(request.url);
    return url.pathname.startsWith('/data/') ? answerData(sources, url) : answerFile(sources.root, url);
  };
}

async function answerFile(root: string, url: URL): Promise<Response> {
  const file = pageFile(root, url.pathname);
  if (!file) return refusal(404, 'There is no such file.');
  try {
    return new Response(await readFile(file.path), { headers: { ...HEADERS, 'Content-Type': file.type } });
  } catch {
    return refusal(404, 'There is no such file.');
  }
}

async function answerData({ view, report }: ProtocolSources, url: URL): Promise<Response> {
  const [token, name, more] = url.pathname.slice('/data/'.length).split('/');
  try {
    const frame = name && more === undefined ? view(token, url) : undefined;
    if (!frame) return refusal(404, 'The project is not open any more.');
    return frameAnswer(await frame);
  } catch (error) {
    if (error instanceof DataError) return errorAnswer(400, errorRecord(error));
    if (error instanceof Error && error.name === 'CancelledError')
      return errorAnswer(409, errorRecord(error));
    return errorAnswer(500, report(`view ${url.pathname.split('/').at(-1)}`, error));
  }
}

/** In pieces, so that a large frame is neither copied at once nor keeps the thread from other work. */
function frameAnswer(frame: Uint8Array<ArrayBuffer>): Response {
  let at = 0;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      if (at < frame.length) controller.enqueue(frame.subarray(at, (at += CHUNK)));
      if (at >= frame.length) controller.close();
    },
  });
  return new Response(body, {
    headers: {
      ...HEADERS,
      'Content-Type': 'application/octet-stream',
      'Content-Length': String(frame.length),
    },
  });
}

function errorAnswer(status: number, error: ErrorRecord, headers: Record<string, string> = {}): Response {
  return Response.json(error, { status, headers: { ...HEADERS, ...headers } });
}

function refusal(status: number, message: string, headers: Record<string, string> = {}): Response {
  return errorAnswer(status, { name: 'Error', message }, headers);
}
