import { describe, expect, it } from 'vitest';

import type { ParameterDeclaration } from '../../../src-worker/steps/parameters.ts';
import { STEPS } from '../../../src-worker/steps/registry.ts';
import type { AnyStep } from '../../../src-worker/steps/step.ts';
import { planSteps } from '../../compute/plan.ts';
import { MODELS, type Model } from '../../project/runSettings.ts';
import type { MethodsFacts } from './facts.ts';
import { methodsText, TOLD_STEPS } from './methodsText.ts';
import { bibtexOf, citedKeys, REFERENCES } from './references.ts';

/** What else must hold for a parameter to decide anything. */
const TOGETHER: Record<string, Record<string, unknown>> = {
  'cluster.resolution': { source: 'compute' },
  'umap.minDist': { source: 'compute' },
  'umap.spread': { source: 'compute' },
  'umap.epochs': { source: 'compute' },
  'recoverDynamics.minR2': { genes: 'velocity genes' },
  'recoverDynamics.minRatio': { genes: 'velocity genes' },
  'recoverDynamics.percentile': { genes: 'velocity genes' },
};

const defaults = ({ parameters }: AnyStep): Record<string, unknown> =>
  Object.fromEntries(Object.entries(parameters).map(([id, declared]) => [id, declared.default]));

function factsOf(model: Model, changed: Record<string, Record<string, unknown>> = {}): MethodsFacts {
  return {
    dataset: { name: 'Pancreas', cells: 70_000, genes: 20_000 },
    kept: { cells: 60_000, genes: 4321 },
    model,
    seed: 17,
    version: '1.2.3',
    clusters: { column: 'cell type', count: 8 },
    umapGiven: true,
    velocityGenes: 1234,
    fates: ['Alpha', 'Beta'],
    steps: planSteps({ model, fate: true }).map((step) => ({
      id: step.id,
      parameters: { ...defaults(step), ...changed[step.id] },
    })),
  };
}

/** Values that differ from the default, each with what the text must hold because of it. */
function otherValues(declared: ParameterDeclaration): { value: unknown; told?: string }[] {
  switch (declared.type) {
    case 'integer': {
      const value = Math.min(declared.max, declared.default + 7);
      return [{ value, told: value.toLocaleString('en') }];
    }
    case 'number': {
      const value = declared.default + (declared.max - declared.default) / 8;
      return [{ value }];
    }
    case 'boolean':
      return [{ value: !declared.default }];
    case 'choice':
      return declared.choices.filter((choice) => choice !== declared.default).map((value) => ({ value }));
    case 'text':
      return [{ value: 'Ngn3 low', told: 'Ngn3 low' }];
    case 'list':
      return [{ value: ['First', 'Second, late'], told: 'First and Second, late' }];
  }
}

const modelOf = (step: AnyStep): Model =>
  MODELS.find((model) => planSteps({ model, fate: true }).includes(step))!;

/** All texts in which one parameter differs from its default. */
function variations(): { name: string; plain: string; text: string; value: unknown; told?: string }[] {
  return STEPS.flatMap((step) =>
    Object.entries(step.parameters).flatMap(([id, declared]) => {
      const name = `${step.id}.${id}`;
      // The last model is the one with the most steps; a parameter may matter in it only.
      const model = step.id.startsWith('velocity.') ? modelOf(step) : 'dynamical';
      const with_ = (values: Record<string, unknown>): string =>
        methodsText(factsOf(model, { [step.id]: { ...TOGETHER[name], ...values } })).text;
      return otherValues(declared).map(({ value, told }) => ({
        name,
        plain: with_({}),
        text: with_({ [id]: value }),
        value,
        told,
      }));
    }),
  );
}

describe('the Methods text', () => {
  it('tells of every step', () => {
    expect([...TOLD_STEPS].sort()).toEqual(STEPS.map(({ id }) => id).sort());
  });

  it.each(variations())('tells that $name is $value', ({ plain, text, told }) => {
    expect(text).not.toBe(plain);
    if (told !== undefined) expect(text).toContain(told);
  });

  it('has the numbers of the run, its seed and the version of the program', () => {
    const { text } = methodsText(factsOf('dynamical'));
    for (const part of ['20,000 genes in 70,000 cells', '60,000 cells and 4,321 genes', '1,234 of 4,321'])
      expect(text).toContain(part);
    expect(text).toContain('RNAVelocity 1.2.3, with the random seed 17');
    expect(text).toContain('Alpha and Beta');
    expect(text).not.toMatch(/undefined|NaN|\[object| {2}|\.\.|Streamlines follow /);
  });

  it('is about the model of the run', () => {
    const texts = MODELS.map((model) => methodsText(factsOf(model)).text);
    expect(texts.map((text) => /with the (\S+) model/.exec(text)![1])).toEqual([
      'steady-state',
      'stochastic',
      'dynamical',
    ]);
  });

  it('takes parameters that an older project has not as declared, and names steps it does not know', () => {
    const facts = factsOf('steady_state');
    const steps = [
      ...facts.steps.map(({ id }) => ({ id, parameters: {} })),
      { id: 'magic', parameters: { k: 3 } },
    ];
    const { text } = methodsText({ ...facts, steps });
    expect(text).toContain('The step magic was run with {"k":3}.');
    expect(text.replace(/ The step magic.*/, '')).toBe(methodsText(facts).text);
  });
});

describe('the works it cites', () => {
  const everything = MODELS.map((model) => methodsText(factsOf(model)).text)
    .concat(variations().map(({ text }) => text))
    .join('\n');

  it('are in the BibTeX file, each once, and no others', () => {
    const { text, bibtex } = methodsText(factsOf('steady_state'));
    const entries = [...bibtex.matchAll(/^@\w+\{(\w+),$/gm)].map((match) => match[1]);
    expect(entries).toEqual(citedKeys(text));
    expect(entries.length).toBeGreaterThan(5);
    expect(bibtex).toContain('  doi = {10.1038/s41586-018-0414-6},\n');
    for (const [, cited] of everything.matchAll(/\[(@[^\]]+)\]/g))
      for (const key of cited.split('; ')) expect(REFERENCES).toHaveProperty(key.slice(1));
  });

  it('are those that steps and parameters name, and all that the program has', () => {
    const authors = citedKeys(everything).map((key) => {
      const { author, year } = REFERENCES[key].fields;
      return `${author.split(',')[0]} ${year}`;
    });
    expect(authors).toHaveLength(Object.keys(REFERENCES).length);
    const declared = STEPS.flatMap((step) => [
      step.reference ?? '',
      ...Object.values(step.parameters).map(({ reference }) => reference ?? ''),
    ]).flatMap((text) => [
      ...text.matchAll(/\b([A-Z]\w+(?: [A-Z]\w+)?)(?:(?:, [A-Z]\w+)* and [A-Z]\w+| et al\.) (\d{4})/g),
    ]);
    expect(declared.length).toBeGreaterThan(20);
    for (const [, name, year] of declared) expect(authors).toContain(`${name} ${year}`);
  });

  it('have authors, a title and a year in balanced braces', () => {
    const all = bibtexOf(
      Object.keys(REFERENCES)
        .map((key) => `@${key}`)
        .join(' '),
    );
    for (const entry of all.trim().split('\n\n')) {
      expect(entry.match(/\{/g)!.length).toBe(entry.match(/\}/g)!.length);
      for (const field of ['author', 'title', 'year']) expect(entry).toContain(`\n  ${field} = {`);
    }
  });
});
