import type { Rgb } from '../../../src-worker/drawing/colors/sequential.ts';
import type { Rgba } from '../../../src-worker/drawing/strokes.ts';
import type { Ink } from '../drawing/nodes.ts';
import { hexColor } from '../../../src-worker/drawing/colors/categorical.ts';

/** The three bytes of #rrggbb. */
export function rgbOf(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1, 7), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** A colour of the screen's shaders as ink. */
export function inkOf([red, green, blue, alpha]: Rgba): Ink {
  const bytes = [red, green, blue].map((part) => Math.round(255 * part)) as Rgb;
  return { color: hexColor(bytes), opacity: alpha };
}
