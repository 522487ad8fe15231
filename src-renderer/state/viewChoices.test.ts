import * as v from 'valibot';
import { describe, expect, it } from 'vitest';

import { viewChoices } from './viewChoices.ts';

describe('a kept view', () => {
  it('is whole where nothing was kept', () => {
    const choices = v.parse(viewChoices, {});
    expect(choices).toMatchObject({ colorBy: null, view: null, tool: 'pan', pointScale: 1, ranges: {} });
  });

  it('passes over what is no longer valid and keeps the rest', () => {
    const choices = v.parse(viewChoices, { flow: 'sideways', view: { x: 1, y: 2, scale: 3 }, tool: 7 });
    expect(choices).toMatchObject({ flow: null, view: { x: 1, y: 2, scale: 3 }, tool: 'pan' });
  });
});
