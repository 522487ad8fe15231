import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { DataError, type ErrorRecord } from '../../src-worker/data/errors.ts';
import { pageFile } from './pageFile.ts';
import { CONTENT_POLICY, createProtocolHandler, isPage } from './protocol.ts';

const root = mkdtempSync(join(tmpdir(), 'page-'));
const answers: Record<string, () => Promise<Uint8Array<ArrayBuffer>>> = {
  good: async () => new Uint8Array(3 * 2 ** 20 + 5).fill(7),
  empty: async () => new Uint8Array(0),
  refused: async () => Promise.reject(new DataError('no such gene.', { gene: 'Ins9' }, 'Choose another.')),
  broken: async () => Promise.reject(new TypeError('x is undefined')),
};
const report = vi.fn((): ErrorRecord => ({ name: 'Error', message: 'Something went wrong.' }));
const handler = createProtocolHandler({ root, view: (token) => answers[token]?.(), report });
const get = (address: string, method = 'GET'): Promise<Response> => handler(new Request(address, { method }));

beforeAll(() => {
  mkdirSync(join(root, 'assets'));
  writeFileSync(join(root, 'index.html'), '<!doctype html>');
  writeFileSync(join(root, 'assets', 'a b.js'), 'let a;');
  writeFileSync(join(root, 'notes.txt'), 'no part of the page');
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

describe('files of the page', () => {
  it('are served with their type and the content policy', async () => {
    const answer = await get('app://rnavelocity/assets/a%20b.js');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toBe(CONTENT_POLICY);
    expect(await answer.text()).toBe('let a;');
    expect(await (await get('app://rnavelocity/')).text()).toBe('<!doctype html>');
  });

  it.each([
    'app://rnavelocity/../secret.js',
    'app://rnavelocity/%2e%2e/secret.js',
    'app://rnavelocity/..%2fsecret.js',
    'app://rnavelocity/assets/..%5c..%5csecret.js',
    'app://rnavelocity/C%3a/secret.js',
    'app://rnavelocity/%00.js',
    'app://rnavelocity/%E0%A4%A.js',
    'app://rnavelocity/notes.txt',
    'app://rnavelocity/missing.js',
    'app://rnavelocity/assets',
    'app://elsewhere/index.html',
  ])('%s is not served', async (address) => {
    const answer = await get(address);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-security-policy')).toBe(CONTENT_POLICY);
  });

  it('never lie outside the folder, however the path is written', () => {
    for (const path of ['/../a.js', '/./../a.js', '/%2e%2e/a.js', '/x/../../a.js', '//a.js', '/a.js/', '/..'])
      expect(pageFile('/page', path)).toBeUndefined();
    expect(pageFile('/page', '/x/y.css')?.path).toBe(join('/page', 'x', 'y.css'));
  });

  it('are only read', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'HEAD'])
      expect((await get('app://rnavelocity/index.html', method)).status).toBe(405);
  });
});

describe('frames of views', () => {
  it('come whole, in pieces', async () => {
    const answer = await get('app://rnavelocity/data/good/scene?run=1');
    expect(answer.headers.get('content-length')).toBe(String(3 * 2 ** 20 + 5));
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(bytes.length).toBe(3 * 2 ** 20 + 5);
    expect(bytes.every((byte) => byte === 7)).toBe(true);
    expect((await (await get('app://rnavelocity/data/empty/scene?run=1')).arrayBuffer()).byteLength).toBe(0);
  });

  it('are given to nobody without the token of an open project', async () => {
    expect((await get('app://rnavelocity/data/guessed/scene?run=1')).status).toBe(404);
    expect((await get('app://rnavelocity/data/good')).status).toBe(404);
    expect((await get('app://rnavelocity/data/good/scene/more')).status).toBe(404);
  });

  it('that are refused say why', async () => {
    const answer = await get('app://rnavelocity/data/refused/gene?run=1');
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as ErrorRecord).data).toEqual({
      problem: 'no such gene.',
      place: { gene: 'Ins9' },
      remedy: 'Choose another.',
    });
  });

  it('that fail by a bug are put into the log, and the page learns nothing of the inside', async () => {
    const answer = await get('app://rnavelocity/data/broken/gene?run=1');
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('undefined');
    expect(report).toHaveBeenCalledWith('view gene', expect.any(TypeError));
  });
});

it('the content policy lets nothing in from elsewhere and runs no text as code', () => {
  expect(CONTENT_POLICY).toContain("default-src 'none'");
  expect(CONTENT_POLICY).not.toMatch(/unsafe-eval|https?:|\*|script-src[^;]*unsafe/);
});

it('only addresses of the page itself are the page', () => {
  expect(isPage('app://rnavelocity/index.html')).toBe(true);
  for (const address of [
    'app://rnavelocity.evil/',
    'https://rnavelocity/',
    'file:///index.html',
    'about:blank',
    '',
  ])
    expect(isPage(address)).toBe(false);
});
