import { describe, expect, it } from 'vitest';

import { parseParameter, resolveParameters, type ParameterDeclarations } from './parameters.ts';

const declarations = {
  neighbors: { type: 'integer', default: 30, min: 2, max: 200, label: 'Neighbours', help: '' },
  sigma: { type: 'number', default: 0.1, min: 0, max: 1, label: 'σ', help: '' },
  source: { type: 'choice', default: 'auto', choices: ['auto', 'file'], label: 'Source', help: '' },
  genes: { type: 'list', default: [], label: 'Genes', help: '' },
  verbose: { type: 'boolean', default: false, label: 'Verbose', help: '' },
} as const satisfies ParameterDeclarations;

describe('resolveParameters', () => {
  it('fills in the defaults', () => {
    expect(resolveParameters('s', declarations, { sigma: 0.5 })).toEqual({
      neighbors: 30,
      sigma: 0.5,
      source: 'auto',
      genes: [],
      verbose: false,
    });
  });

  it.each([
    [{ neighbors: 2.5 }, 'a whole number from 2 to 200'],
    [{ neighbors: 1 }, 'a whole number from 2 to 200'],
    [{ sigma: Number.NaN }, 'a number from 0 to 1'],
    [{ sigma: '0.5' }, 'a number from 0 to 1'],
    [{ source: 'elsewhere' }, 'one of auto, file'],
    [{ genes: 'Actb' }, 'a list of names'],
    [{ verbose: 'yes' }, 'true or false'],
  ])('refuses %o and says what it must be', (given, expected) => {
    expect(() => resolveParameters('pca', declarations, given)).toThrow(expected);
    expect(() => resolveParameters('pca', declarations, given)).toThrow('step pca');
  });

  it('names the known parameters where one is unknown', () => {
    expect(() => resolveParameters('pca', declarations, { neigbors: 3 })).toThrow(
      'Its parameters: neighbors, sigma, source, genes, verbose.',
    );
  });
});

describe('parseParameter', () => {
  it('reads each type from a flag’s text', () => {
    expect(parseParameter(declarations.neighbors, '15')).toBe(15);
    expect(parseParameter(declarations.verbose, 'true')).toBe(true);
    expect(parseParameter(declarations.genes, 'Actb, Gapdh,')).toEqual(['Actb', 'Gapdh']);
    expect(parseParameter(declarations.genes, '"Alpha, late", 5" end,"a ""b"""')).toEqual([
      'Alpha, late',
      '5" end',
      'a "b"',
    ]);
  });

  it('leaves text that does not fit for validation to refuse', () => {
    expect(parseParameter(declarations.neighbors, 'many')).toBe('many');
    expect(parseParameter(declarations.neighbors, '')).toBe('');
    expect(parseParameter(declarations.verbose, 'maybe')).toBe('maybe');
  });
});
