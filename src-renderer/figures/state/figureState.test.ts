import { describe, expect, it } from 'vitest';
import * as v from 'valibot';

import { figureSchema } from '../../../src-main/figures/spec/figure.ts';
import { viewChoices } from '../../state/viewChoices.ts';
import { EditHistory } from './editHistory.ts';
import { embeddingPanel } from './embeddingPanel.ts';
import { isUsual, readNumber } from './fieldValue.ts';
import { addPanel, duplicatePanel, movePanel, removePanel, withPanelEntry, withRoom } from './specEdits.ts';
import { TEMPLATES } from './templates.ts';
import { fitZoom, PIXELS_PER_MM, zoomStep } from './zoom.ts';

const figure = v.parse(figureSchema, {
  panels: [{ kind: 'embedding' }, { kind: 'portrait', gene: 'Gcg' }, { kind: 'fates' }],
});
const kinds = (spec: typeof figure): string => spec.panels.map(({ kind }) => kind).join(' ');

describe('edits of a figure', () => {
  it('move panels and keep them selected, within the ends', () => {
    expect(kinds(movePanel(figure, 0, 2).spec)).toBe('portrait fates embedding');
    expect(movePanel(figure, 0, 2).selected).toBe(2);
    expect(kinds(movePanel(figure, 2, -5).spec)).toBe('fates embedding portrait');
    expect(movePanel(figure, 2, 99).spec).toBe(figure);
  });

  it('add a panel behind the selected one, or last', () => {
    const panel = figure.panels[2];
    expect(kinds(addPanel(figure, panel, 0).spec)).toBe('embedding fates portrait fates');
    expect(addPanel(figure, panel).selected).toBe(3);
  });

  it('give a figure of one narrow panel room for a second one, and no other', () => {
    const narrow = v.parse(figureSchema, { size: 'nature-single', columns: 1, panels: [{ kind: 'fates' }] });
    expect(withRoom(narrow)).toMatchObject({ size: 'nature-double', columns: 2 });
    const wide = { ...narrow, size: 'slide' } as const;
    expect(withRoom(wide)).toBe(wide);
    expect(withRoom(figure)).toBe(figure);
  });

  it('duplicate a panel without tying the two together', () => {
    const { spec, selected } = duplicatePanel(figure, 1);
    expect(selected).toBe(2);
    const changed = withPanelEntry(spec, 2, 'gene', 'Ins2');
    expect(changed.panels.map((panel) => ('gene' in panel ? panel.gene : ''))).toEqual([
      '',
      'Gcg',
      'Ins2',
      '',
    ]);
  });

  it('never take the last panel away, and leave what they were given as it was', () => {
    const one = removePanel(removePanel(figure, 2).spec, 0).spec;
    expect(kinds(one)).toBe('portrait');
    expect(removePanel(one, 0).spec).toBe(one);
    expect(kinds(figure)).toBe('embedding portrait fates');
  });
});

describe('the history of edits', () => {
  it('goes back and forth', () => {
    const history = new EditHistory<string>();
    history.note('a', undefined);
    history.note('b', undefined);
    expect(history.undo('c')).toBe('b');
    expect(history.undo('b')).toBe('a');
    expect(history.undo('a')).toBeUndefined();
    expect(history.redo('a')).toBe('b');
    expect(history.canRedo).toBe(true);
    history.note('b', undefined);
    expect(history.canRedo).toBe(false);
  });

  it('takes what is typed at a stretch back at once', () => {
    const history = new EditHistory<string>();
    history.note('', 'title', 0);
    history.note('M', 'title', 200);
    history.note('My', 'title', 3000);
    history.note('My f', 'caption', 3100);
    expect(history.undo('now')).toBe('My f');
    expect(history.undo('My f')).toBe('My');
    expect(history.undo('My')).toBe('');
  });
});

describe('templates', () => {
  it('are valid for every kind of run', () => {
    for (const { name, spec } of TEMPLATES)
      for (const dynamical of [true, false])
        for (const fate of [true, false])
          expect(v.safeParse(figureSchema, spec({ id: 3, dynamical, fate })).success, name).toBe(true);
  });

  it('show of a run what it has', () => {
    const panels = TEMPLATES[0].spec({ id: null, dynamical: true, fate: false }).panels;
    expect(panels.map(({ kind }) => kind)).not.toContain('fates');
  });
});

describe('zoom', () => {
  it('goes by usual steps and stops at the ends', () => {
    expect(zoomStep(0.83, 1)).toBe(1);
    expect(zoomStep(1, 1)).toBe(1.5);
    expect(zoomStep(0.83, -1)).toBe(0.75);
    expect([zoomStep(8, 1), zoomStep(0.1, -1)]).toEqual([8, 0.1]);
  });

  it('fits the tighter of both directions', () => {
    const page = { width: 100, height: 50 };
    const room = { width: 100 * PIXELS_PER_MM + 48, height: 1000 };
    expect(fitZoom(page, room, 24)).toBeCloseTo(1);
    expect(fitZoom(page, { width: 4000, height: 25 * PIXELS_PER_MM + 48 }, 24)).toBeCloseTo(0.5);
  });
});

describe('a number in a form', () => {
  const control = { type: 'number', integer: false, min: 0, max: 100, above: true } as const;

  it('is read with either decimal sign, and empty means automatic where that is allowed', () => {
    expect(readNumber(' 1,5 ', control, false)).toEqual({ value: 1.5 });
    expect(readNumber('', control, true)).toEqual({ value: null });
    expect(readNumber('', control, false)).toHaveProperty('problem');
  });

  it('outside its range says what would do', () => {
    expect(readNumber('0', control, true)).toEqual({ problem: 'Enter a number above 0 to 100.' });
    expect(readNumber('1.5', { ...control, integer: true, above: false }, true)).toEqual({
      problem: 'Enter a whole number from 0 to 100.',
    });
  });

  it('is known as the usual one', () => {
    const field = { default: null } as Parameters<typeof isUsual>[0];
    expect([isUsual(field, null), isUsual(field, 2)]).toEqual([true, false]);
  });
});

describe('a panel of what is seen', () => {
  const seen = {
    choices: v.parse(viewChoices, {}),
    coloring: 'gene/spliced/Gcg',
    embedding: 'run/X_umap',
    flow: 'animated',
    names: true,
    stageWidth: 600,
  } as const;
  const panelOf = (more: object) =>
    v.parse(figureSchema, { panels: [embeddingPanel({ ...seen, ...more })] }).panels[0];

  it('freezes what moves and leaves usual sizes to the page', () => {
    expect(panelOf({})).toMatchObject({
      flow: 'particles',
      colorBy: 'gene/spliced/Gcg',
      pointSize: null,
      pointScale: 1,
      view: null,
      highlight: null,
      range: null,
    });
  });

  it('keeps range, view, size and selection', () => {
    const choices = v.parse(viewChoices, {
      view: { x: 1, y: -2, scale: 30 },
      pointScale: 2,
      ranges: { 'gene/spliced/Gcg': [0, 5] },
      selected: '3.2',
      map: 'magma',
    });
    expect(panelOf({ choices })).toMatchObject({
      view: { x: 1, y: -2, width: 20 },
      pointScale: 2,
      range: [0, 5],
      highlight: '3.2',
      map: 'magma',
    });
  });
});
