import { extname, join, sep } from 'node:path';

/** Types of the files that the page consists of; others are not given out. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/**
 * The file below `root` that a path of the page's address stands for, or nothing where it stands for none that may be read.
 *
 * @param pathname as in the address, percent-encoded
 */
export function pageFile(root: string, pathname: string): { path: string; type: string } | undefined {
  const parts = (pathname === '/' ? '/index.html' : pathname).split('/').slice(1).map(decoded);
  if (!parts.every((part) => part !== undefined)) return undefined;
  const path = join(root, ...parts);
  const type = TYPES[extname(path).toLowerCase()];
  return type && path.startsWith(root + sep) ? { path, type } : undefined;
}

/** One part of a path, if it names a file or folder and goes nowhere else on any system. */
function decoded(part: string): string | undefined {
  try {
    const name = decodeURIComponent(part);
    return /^\.{0,2}$|[/\\:\0]/.test(name) ? undefined : name;
  } catch {
    return undefined;
  }
}
