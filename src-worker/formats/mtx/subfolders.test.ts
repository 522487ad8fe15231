import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { temporaryFolder } from '../testing.ts';
import { findSubfolders, wholeOfSubfolder } from './subfolders.ts';

const temporary = temporaryFolder();

describe('folders with one matrix each', () => {
  it.each([
    [['spliced', 'unspliced'], 'matrix.mtx.gz'],
    [['cellranger_spliced', 'cellranger_unspliced'], 'matrix.mtx'],
    [['cellranger_processed', 'cellranger_unprocessed', 'cellranger_ambiguous'], 'matrix.mtx'],
  ])('%s are found, from above and from within', (names, matrix) => {
    const whole = made(names, matrix);
    const found = findSubfolders(whole);
    expect(Object.values(found ?? {})).toEqual(names.map((name) => join(whole, name)));
    for (const name of names) expect(wholeOfSubfolder(join(whole, name))).toBe(whole);
  });

  it('are nothing where one of the layers is missing', () => {
    const whole = made(['spliced', 'cellranger_unspliced', 'cellranger_ambiguous'], 'matrix.mtx');
    expect(findSubfolders(whole)).toBeUndefined();
    expect(wholeOfSubfolder(join(whole, 'spliced'))).toBeUndefined();
  });
});

function made(names: string[], matrix: string): string {
  const whole = mkdtempSync(join(temporary, 'counts-'));
  for (const name of names) {
    mkdirSync(join(whole, name));
    writeFileSync(join(whole, name, matrix), '');
  }
  return whole;
}
