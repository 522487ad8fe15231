import { describe, expect, it } from 'vitest';

import { stepNamed } from '../../src-worker/steps/registry.ts';
import { runForm } from './forms.ts';
import { MODELS } from '../project/runSettings.ts';

describe('the form of a run', () => {
  it.each(MODELS)('has every parameter of the %s model as its step declares it', (model) => {
    const form = runForm(model, true);
    for (const { id, parameters } of form) expect(parameters).toEqual(stepNamed(id).parameters);
    expect(form.every(({ parameters }) => Object.keys(parameters).length > 0)).toBe(true);
    expect(form.at(0)?.id).toBe('filter');
    expect(form.at(-1)?.id).toBe('fate');
  });

  it('shows only the steps that the run has', () => {
    const ids = (model: (typeof MODELS)[number], fate: boolean) => runForm(model, fate).map(({ id }) => id);
    expect(ids('steady_state', false)).not.toContain('fate');
    expect(ids('steady_state', true)).not.toContain('recoverDynamics');
    expect(ids('dynamical', true)).toContain('recoverDynamics');
  });

  it('can be sent to the page', () => {
    const form = runForm('dynamical', true);
    expect(structuredClone(form)).toEqual(form);
  });
});
