import * as v from 'valibot';

import { about } from './about.ts';
import { panelSchema } from './panels.ts';
import { PRESET_NAMES } from './presets.ts';

const between = (least: number, most: number) =>
  v.pipe(v.number(), v.finite(), v.minValue(least), v.maxValue(most));
export const LETTER_STYLES = ['a', 'A', '(a)', 'none'] as const;
export const MOST_PANELS = 24;

/**
 * What a figure is made of: everything that its picture depends on beside the runs it draws from. Stored in the project, given to the
 * command line as JSON, and filled up with defaults: `{"panels": [{"kind": "embedding"}]}` is a figure.
 */
export const figureSchema = v.strictObject({
  version: v.optional(v.literal(1), 1),
  run: about(
    v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))), null),
    'Run',
    'What the panels are drawn from.',
    { written: 'By its number.', input: 'run', empty: 'The last finished one' },
  ),
  title: about(
    v.optional(v.pipe(v.string(), v.maxLength(300)), ''),
    'Title',
    'Above the panels; nothing where empty.',
    { empty: 'None' },
  ),
  letters: about(v.optional(v.picklist(LETTER_STYLES), 'a'), 'Panel letters', 'How panels are lettered.', {
    choices: { a: 'a, b, c', A: 'A, B, C', '(a)': '(a), (b), (c)', none: 'None' },
  }),
  size: about(
    v.optional(
      v.union([v.picklist(PRESET_NAMES), v.strictObject({ width: between(20, 2000) })]),
      'nature-double',
    ),
    'Width',
    'Of a journal’s column, a slide or a poster, or any other.',
    { written: 'A preset’s name, or {"width": mm}.', input: 'size', unit: 'mm', group: 'page' },
  ),
  height: about(
    v.optional(v.nullable(between(20, 2000)), null),
    'Height',
    'Panels are stretched to fill it; what they need unless set.',
    { empty: 'Automatic', unit: 'mm', group: 'page' },
  ),
  columns: about(
    v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(6)), 2),
    'Columns',
    'Columns of panels.',
    { group: 'page' },
  ),
  gap: about(v.optional(between(0, 50), 5), 'Gap', 'Between panels.', {
    unit: 'mm',
    group: 'page',
  }),
  margin: about(v.optional(between(0, 50), 2), 'Margin', 'Around everything.', {
    unit: 'mm',
    group: 'page',
  }),
  fontSize: about(v.optional(between(3, 72), 7), 'Font size', 'Of ordinary text.', {
    unit: 'pt',
    group: 'look',
  }),
  lineWidth: about(v.optional(between(0.1, 10), 0.5), 'Line width', 'Of axes and curves.', {
    unit: 'pt',
    group: 'look',
  }),
  theme: about(v.optional(v.picklist(['light', 'dark']), 'light'), 'Theme', 'Colours of text and lines.', {
    choices: { light: 'Light', dark: 'Dark' },
    group: 'look',
  }),
  background: about(
    v.optional(v.picklist(['opaque', 'transparent']), 'opaque'),
    'Background',
    'White (or black, in the dark theme), or none.',
    { choices: { opaque: 'Opaque', transparent: 'Transparent' }, group: 'look' },
  ),
  rasterizeAbove: about(
    v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e9)), 20_000),
    'Points as pixels above',
    'In PDF and SVG, a panel with more cells than this has them as pixels, while lines and text stay vectors.',
    { unit: 'cells', group: 'output' },
  ),
  rasterDpi: about(
    v.optional(between(72, 1200), 300),
    'Resolution of such pixels',
    'Where points are drawn as pixels.',
    {
      unit: 'dpi',
      group: 'output',
    },
  ),
  svgText: about(
    v.optional(v.picklist(['text', 'outlines']), 'text'),
    'Text in SVG',
    'In SVG, text that can be edited, or outlines that look the same everywhere.',
    { choices: { text: 'Text', outlines: 'Outlines' }, group: 'output' },
  ),
  caption: about(
    v.optional(v.pipe(v.string(), v.maxLength(5000)), ''),
    'Caption',
    'Written under the panels.',
    { input: 'lines', empty: 'None', group: 'caption' },
  ),
  provenance: about(
    v.optional(v.boolean(), false),
    'Provenance in the caption',
    'Whether the caption says what run, parameters and version the figure is from and what the quality checks found.',
    { group: 'caption' },
  ),
  panels: v.pipe(v.array(panelSchema), v.minLength(1), v.maxLength(MOST_PANELS)),
});

export type FigureSpec = v.InferOutput<typeof figureSchema>;
/** As it may be written: with everything that has a default left out. */
export type FigureInput = v.InferInput<typeof figureSchema>;
