import { hexColor, MISSING } from '../../../../src-worker/drawing/colors/categorical.ts';
import { colorsByValue } from '../../../../src-worker/drawing/colors/cellColors.ts';
import { sequentialColor, type ColorMap } from '../../../../src-worker/drawing/colors/sequential.ts';
import { percentile } from '../../../../src-worker/data/percentile.ts';
import type { NumbersLegend } from '../../parts/legend.ts';
import { rgbOf } from '../../parts/rgb.ts';
import type { PanelOf } from '../../spec/panels.ts';
import type { HeatmapData } from './collect.ts';

const STOPS = 33;
/** Standard scores beyond this have the colour of the end. */
const MOST_SCORE = 3;

/** What values are drawn as: the map, and the values at its ends. */
export function mapOf(
  { scale, map }: PanelOf<'heatmap'>,
  values: Float32Array,
): { map: ColorMap; range: [low: number, high: number] } {
  if (scale === 'unit') return { map: map ?? 'viridis', range: [0, 1] };
  const sizes = values.map(Math.abs).filter((value) => !Number.isNaN(value));
  const reach = Math.min(Math.max(percentile(sizes, 98), 0.5), MOST_SCORE);
  const end = Math.ceil(2 * reach) / 2;
  return { map: 'blueOrange', range: [-end, end] };
}

/** RGBA a value. */
export function heatmapPixels(panel: PanelOf<'heatmap'>, { values }: HeatmapData): Uint8Array {
  const { map, range } = mapOf(panel, values);
  return colorsByValue(values, range, map);
}

/** RGBA a bin: the colour of its cluster. */
export function stripPixels({ codes, categories }: NonNullable<HeatmapData['clusters']>): Uint8Array {
  const pixels = new Uint8Array(4 * codes.length);
  codes.forEach((code, b) => {
    pixels.set([...(code >= 0 ? rgbOf(categories[code].color) : MISSING), 255], 4 * b);
  });
  return pixels;
}

/** The heatmap’s colour bar. */
export function heatmapBar(panel: PanelOf<'heatmap'>, { values }: HeatmapData): NumbersLegend {
  const { map, range } = mapOf(panel, values);
  const word = { spliced: 'Spliced', unspliced: 'Unspliced', velocity: 'Velocity' }[panel.layer];
  const stops = Array.from({ length: STOPS }, (_, k) => hexColor(sequentialColor(map, k / (STOPS - 1))));
  const subtitle = panel.scale === 'unit' ? 'scaled per gene' : 'z score per gene';
  return { kind: 'numbers', title: word, subtitle, stops, range };
}
