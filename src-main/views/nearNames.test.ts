import { describe, expect, it } from 'vitest';

import { didYouMean, nearNames } from './nearNames.ts';

const genes = ['Ins1', 'Ins2', 'INS-IGF2', 'Gcg', 'Sst', 'Neurog3', 'Cpe', 'Pcsk2'];

describe('names near a mistyped one', () => {
  it('are those that differ in case only, first', () => {
    expect(nearNames('GCG', genes)).toEqual(['Gcg']);
    expect(nearNames(' ins2 ', genes)[0]).toBe('Ins2');
  });

  it('are those that start alike, the shortest first', () => {
    expect(nearNames('Ins', genes)).toEqual(['Ins1', 'Ins2', 'INS-IGF2']);
    expect(nearNames('Neurog', genes)).toEqual(['Neurog3']);
  });

  it('are those of one or two wrong letters', () => {
    expect(nearNames('Nuerog3', genes)).toEqual(['Neurog3']);
    expect(nearNames('Cpf', genes)).toEqual(['Cpe']);
  });

  it('are none for what is like no name', () => {
    expect(nearNames('Actb', genes)).toEqual([]);
    expect(nearNames('', genes)).toEqual([]);
  });
});

describe('the question for them', () => {
  it('reads as a sentence', () => {
    expect(didYouMean('gcg', genes)).toBe('Did you mean “Gcg”?');
    expect(didYouMean('Ins', genes)).toBe('Did you mean “Ins1”, “Ins2” or “INS-IGF2”?');
    expect(didYouMean('Actb', genes)).toBe('');
  });
});
