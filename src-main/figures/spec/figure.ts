import * as v from 'valibot';

import { panelSchema } from './panels.ts';
import { PRESET_NAMES } from './presets.ts';

const between = (least: number, most: number) =>
  v.pipe(v.number(), v.finite(), v.minValue(least), v.maxValue(most));
const about = <S extends v.GenericSchema>(schema: S, description: string) =>
  v.pipe(schema, v.description(description));

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
    'The run to draw from, by its number; null for the last finished one.',
  ),
  size: about(
    v.optional(
      v.union([v.picklist(PRESET_NAMES), v.strictObject({ width: between(20, 2000) })]),
      'nature-double',
    ),
    'A preset, or a width in mm.',
  ),
  height: about(
    v.optional(v.nullable(between(20, 2000)), null),
    'In mm: panels are stretched to fill it; null for what the panels need.',
  ),
  columns: about(
    v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(6)), 2),
    'Columns of panels.',
  ),
  gap: about(v.optional(between(0, 50), 5), 'Between panels, in mm.'),
  margin: about(v.optional(between(0, 50), 2), 'Around everything, in mm.'),
  title: v.optional(v.pipe(v.string(), v.maxLength(300)), ''),
  letters: about(v.optional(v.picklist(LETTER_STYLES), 'a'), 'How panels are lettered.'),
  fontSize: about(v.optional(between(3, 72), 7), 'Of ordinary text, in points.'),
  lineWidth: about(v.optional(between(0.1, 10), 0.5), 'Of axes and curves, in points.'),
  theme: about(v.optional(v.picklist(['light', 'dark']), 'light'), 'Colours of text and lines.'),
  background: about(
    v.optional(v.picklist(['opaque', 'transparent']), 'opaque'),
    'White (or black, in the dark theme), or none.',
  ),
  rasterizeAbove: about(
    v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e9)), 20_000),
    'In PDF and SVG, a panel with more cells than this has them as pixels, while lines and text stay vectors.',
  ),
  rasterDpi: about(v.optional(between(72, 1200), 300), 'Of such pixels.'),
  svgText: about(
    v.optional(v.picklist(['text', 'outlines']), 'text'),
    'In SVG, text that can be edited, or outlines that look the same everywhere.',
  ),
  caption: about(v.optional(v.pipe(v.string(), v.maxLength(5000)), ''), 'Written under the panels.'),
  provenance: about(
    v.optional(v.boolean(), false),
    'Whether the caption says what run, parameters and version the figure is from and what the quality checks found.',
  ),
  panels: v.pipe(v.array(panelSchema), v.minLength(1), v.maxLength(MOST_PANELS)),
});

export type FigureSpec = v.InferOutput<typeof figureSchema>;
/** As it may be written: with everything that has a default left out. */
export type FigureInput = v.InferInput<typeof figureSchema>;
