import { describe, expect, it } from 'vitest';

import type { ParameterDeclaration } from '../../../src-worker/steps/parameters.ts';
import { isDefault, rangeText, readParameter, valueText, writeParameter } from './parameterInput.ts';

const described = { label: 'L', help: 'H' };
const integer: ParameterDeclaration = { ...described, type: 'integer', default: 20, min: 0, max: 1_000_000 };
const number: ParameterDeclaration = { ...described, type: 'number', default: 0.1, min: -1, max: 1 };
const list: ParameterDeclaration = { ...described, type: 'list', default: [] };
const choice: ParameterDeclaration = { ...described, type: 'choice', default: 'a', choices: ['a', 'b'] };

describe('a parameter’s field', () => {
  it('takes numbers within their range, in either decimal sign', () => {
    expect(readParameter(integer, ' 30 ')).toEqual({ value: 30 });
    expect(readParameter(number, '0,25')).toEqual({ value: 0.25 });
    expect(readParameter(number, '−0.5')).toEqual({ value: -0.5 });
    expect(readParameter(number, '1e-3')).toEqual({ value: 0.001 });
  });

  it.each([
    [integer, '', 'Enter a whole number from 0 to 1,000,000.'],
    [integer, '1.5', 'Enter a whole number from 0 to 1,000,000.'],
    [integer, 'many', 'Enter a whole number from 0 to 1,000,000.'],
    [number, '2', 'Enter a number from −1 to 1.'],
    [choice, 'c', 'Choose one of a, b.'],
  ])('says what is asked for', (declaration, text, problem) => {
    expect(readParameter(declaration, text)).toEqual({ problem });
  });

  it('has one name a line in a list, commas and all', () => {
    expect(readParameter(list, ' Alpha, late \n\nBeta\n')).toEqual({ value: ['Alpha, late', 'Beta'] });
    expect(readParameter(list, writeParameter(['x', 'y']))).toEqual({ value: ['x', 'y'] });
  });

  it('tells a default from a change', () => {
    expect(isDefault(list, [])).toBe(true);
    expect(isDefault(integer, 21)).toBe(false);
  });

  it('says values in a few words', () => {
    expect([true, [], ['a', 'b'], ['a', 'b', 'c', 'd'], 0.1].map(valueText)).toEqual([
      'on',
      'none',
      'a, b',
      '4 names',
      '0.1',
    ]);
    expect(rangeText(number)).toBe('−1 to 1');
    expect(rangeText(list)).toBeUndefined();
  });
});
