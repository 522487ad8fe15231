import { describe, expect, it } from 'vitest';
import * as v from 'valibot';

import { figureSchema } from './figure.ts';
import { figureForm, type FormField } from './form.ts';
import { PANEL_KINDS, panelSchema } from './panels.ts';

const form = figureForm();
const field = (fields: FormField[], name: string): FormField => {
  const found = fields.find((one) => one.name === name);
  if (!found) throw new Error(`no field ${name}`);
  return found;
};
const panel = (kind: string) => form.panels.find((one) => one.kind === kind)!;

describe('the form of a figure', () => {
  it('shows every entry that can be set, once', () => {
    const entries = Object.keys(figureSchema.entries).filter(
      (name) => name !== 'version' && name !== 'panels',
    );
    expect(form.figure.map(({ name }) => name).sort()).toEqual(entries.sort());
    for (const option of panelSchema.options) {
      const names = Object.keys(option.entries).filter((name) => name !== 'kind');
      expect(
        panel(option.entries.kind.literal)
          .fields.map(({ name }) => name)
          .sort(),
      ).toEqual(names.sort());
    }
  });

  it('has a panel of each kind, which is valid as it is', () => {
    expect(form.panels.map(({ kind }) => kind)).toEqual(Object.keys(PANEL_KINDS));
    for (const { kind, usual } of form.panels) expect(v.parse(panelSchema, { kind })).toEqual(usual);
  });

  it('names, explains and starts every field with a valid value', () => {
    const all = [...form.figure, ...form.panels.flatMap(({ fields }) => fields)];
    for (const { label, help, ...one } of all) {
      expect(label, one.name).toMatch(/^[A-Z0-9]/);
      expect(help, one.name).toMatch(/\.$/);
      expect(help, one.name).not.toMatch(/\bnull\b/i);
      expect(one.nullable, one.name).toBe(one.default === null);
      if (one.nullable) expect(one.empty, one.name).toBeTruthy();
      if (one.control.type === 'choice' && !one.nullable)
        expect(one.control.choices.map(({ value }) => value)).toContain(one.default);
    }
  });

  it('takes ranges, choices and lengths from the schema', () => {
    expect(field(form.figure, 'fontSize')).toMatchObject({
      unit: 'pt',
      control: { type: 'number', integer: false, min: 3, max: 72, above: false },
    });
    expect(field(form.figure, 'columns').control).toMatchObject({ integer: true, min: 1, max: 6 });
    expect(field(panel('embedding').fields, 'pointSize')).toMatchObject({
      nullable: true,
      control: { min: 0, max: 100, above: true },
    });
    expect(field(panel('embedding').fields, 'flow').control).toMatchObject({
      type: 'choice',
      choices: expect.arrayContaining([{ value: 'lines', label: 'Streamlines' }]),
    });
    expect(field(form.figure, 'title').control).toEqual({ type: 'text', most: 300 });
    expect(field(form.figure, 'size').control).toMatchObject({
      type: 'size',
      choices: expect.arrayContaining([expect.objectContaining({ value: 'slide' })]),
    });
    expect(field(panel('portrait').fields, 'range').control).toMatchObject({
      type: 'range',
      choices: [
        { value: 'percentiles', label: '1st to 99th percentile' },
        { value: 'full', label: 'Everything' },
      ],
    });
  });

  it('tells who writes a description by hand how, and what null stands for', () => {
    const text = v.getDescription(panelSchema.options[0].entries.colorBy);
    expect(text).toMatch(/gene\/spliced\/NAME/);
    expect(text).toMatch(/Null: clusters\.$/);
  });
});
