import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/** Which other folders each top folder may import, and whether only types. What is drawn where is shared by screen and paper. */
const MAY_IMPORT: Record<string, Record<string, 'all' | 'types'>> = {
  'src-worker': {},
  'src-main': { 'src-worker': 'all' },
  'src-renderer': { 'src-main': 'types', 'src-worker/drawing': 'all' },
};

/** Which other folders of src-main each may import. */
const CORE: Record<string, string[]> = {
  project: [],
  compute: ['project'],
  views: ['project', 'compute'],
  figures: ['project', 'compute', 'views'],
  export: ['project', 'compute', 'views', 'figures'],
  ipc: ['project', 'compute', 'figures'],
  session: ['project', 'compute', 'views', 'figures', 'export', 'ipc'],
  app: ['project', 'ipc', 'session'],
  cli: ['project', 'compute', 'views', 'figures', 'export'],
};

describe('imports between the layers', () => {
  for (const [layer, allowed] of Object.entries(MAY_IMPORT)) {
    it(`${layer} reaches only ${Object.keys(allowed).join(', ') || 'itself'}`, () => {
      const wrong = sources(join(root, layer)).flatMap((file) =>
        crossings(file, layer).filter(({ target, typeOnly }) => {
          const folder = Object.keys(allowed).find((name) => target.startsWith(`${name}/`));
          return folder === undefined || (allowed[folder] === 'types' && !typeOnly);
        }),
      );
      expect(wrong).toEqual([]);
    });
  }

  for (const [folder, allowed] of Object.entries(CORE)) {
    it(`src-main/${folder} reaches only ${allowed.join(', ') || 'itself'}`, () => {
      const pattern = new RegExp(`^src-main/(?!(?:${[folder, ...allowed].join('|')})/)[^/]+/`);
      expect(importing(`src-main/${folder}`, pattern)).toEqual([]);
    });
  }

  it('hot loops know nothing of steps, and arrays of neither', () => {
    const wrong = [
      ...importing('src-worker/data', /^src-worker\/(?!data\/)/),
      ...importing('src-worker/kernels', /^src-worker\/(?!data\/|kernels\/)/),
    ];
    expect(wrong).toEqual([]);
  });

  it('what is drawn where knows nothing of where it comes from', () => {
    expect(importing('src-worker/drawing', /^src-worker\/(?!data\/|drawing\/)/)).toEqual([]);
  });

  it('readers know nothing of merging, and what they share knows no reader', () => {
    const shared = ['files', 'names', 'counts', 'summary'];
    const readers = /^src-worker\/formats\/(?!files\/|names\/|counts\/|summary\/)[^/]+\//;
    const wrong = [
      ...importing('src-worker/formats', /^src-worker\/(?!data\/|formats\/)/),
      ...shared.flatMap((folder) => importing(`src-worker/formats/${folder}`, readers)),
    ];
    expect(wrong).toEqual([]);
  });

  it('the science needs no window, no Electron and no database', () => {
    const wrong = sources(join(root, 'src-worker')).filter((file) =>
      /from '(electron|better-sqlite3|svelte|three)['/]/.test(readFileSync(file, 'utf8')),
    );
    expect(wrong).toEqual([]);
  });
});

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|svelte)$/.test(name) && !name.endsWith('.test.ts'))
    .map((name) => join(folder, name));
}

/** The files of a folder that import anything whose path in the repository matches. */
function importing(folder: string, pattern: RegExp): string[] {
  return sources(join(root, folder)).filter((file) =>
    [...readFileSync(file, 'utf8').matchAll(/from\s+'(\.[^']+)'/g)].some((match) =>
      pattern.test(relative(root, resolve(dirname(file), match[1])).replaceAll('\\', '/')),
    ),
  );
}

function crossings(file: string, layer: string): { file: string; target: string; typeOnly: boolean }[] {
  const text = readFileSync(file, 'utf8');
  const found = [];
  for (const match of text.matchAll(/import\s+(type\s)?[^;]*?from\s+'(\.[^']+)'/g)) {
    const target = relative(root, resolve(dirname(file), match[2])).replaceAll('\\', '/');
    if (!target.startsWith(`${layer}/`) && target.startsWith('src-'))
      found.push({ file: relative(root, file), target, typeOnly: match[1] !== undefined });
  }
  return found;
}
