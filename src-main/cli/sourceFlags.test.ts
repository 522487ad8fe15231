import { resolve } from 'node:path';

import { Command } from 'commander';
import { describe, expect, it } from 'vitest';

import type { ImportSource } from '../../src-worker/formats/source.ts';
import { addSourceFlags, sourceOf, type SourceFlags } from './sourceFlags.ts';

let said = '';

function parse(...args: string[]): ImportSource {
  let source: ImportSource | undefined;
  said = '';
  const command = new Command('convert').argument('<file...>').exitOverride();
  command.configureOutput({ writeErr: (text) => (said += text) });
  addSourceFlags(command);
  command.action((files: string[], flags: SourceFlags) => {
    source = sourceOf(files, flags);
  });
  command.parse(args, { from: 'user' });
  return source!;
}

describe('the flags of what becomes one dataset', () => {
  it('a file alone is a source without more', () => {
    expect(parse('a.loom')).toEqual({ counts: [{ path: resolve('a.loom') }] });
  });

  it('files, their samples and annotations stand in order, as full paths', () => {
    const flags = ['--sample', 'day 1', 'day 2', '--annotations', 'cells.csv', '--unmatched', 'drop'];
    expect(parse('a.loom', 'b.loom', ...flags, '--spliced-layer', 'X')).toEqual({
      counts: [
        { path: resolve('a.loom'), sample: 'day 1' },
        { path: resolve('b.loom'), sample: 'day 2' },
      ],
      annotations: [resolve('cells.csv')],
      unmatched: 'drop',
      splicedLayer: 'X',
    });
  });

  it('names of samples that do not fit the files are refused', () => {
    expect(() => parse('a.loom', 'b.loom', '--sample', 'one')).toThrow(
      /sample names, 1, is not that of the files with counts, 2/,
    );
    expect(() => parse('a.loom', 'b.loom', '--sample', 'one', 'one')).toThrow(/two samples.*“one”/);
    expect(() => parse('a.loom', '--sample', ' ')).toThrow(/empty/);
  });

  it('files that a flag before them took for its own are asked for first', () => {
    expect(() => parse('--annotations', 'cells.csv', 'a.loom')).toThrow(/missing required argument/);
    expect(said).toMatch(
      /missing required argument 'file'\. Files with counts come before --annotations and --sample/,
    );
  });

  it('a rule that there is not is refused with the rules that there are', () => {
    expect(() => parse('a.loom', '--unmatched', 'lose')).toThrow(/refuse, drop, keep/);
  });
});
