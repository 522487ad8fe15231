import { MISSING } from './categorical.ts';
import { sequentialColor, type Rgb, type SequentialMap } from './sequential.ts';

/** RGBA a cell from its category; a code beyond the colours is missing. */
export function colorsByCategory(codes: ArrayLike<number>, colors: Rgb[]): Uint8Array {
  const out = new Uint8Array(4 * codes.length);
  for (let i = 0; i < codes.length; i++) put(out, i, colors[codes[i]] ?? MISSING);
  return out;
}

/** RGBA a cell from its value over the range; missing values (NaN) are grey. */
export function colorsByValue(
  values: ArrayLike<number>,
  [lo, hi]: [number, number],
  map: SequentialMap,
): Uint8Array {
  const out = new Uint8Array(4 * values.length);
  const span = hi > lo ? hi - lo : 1;
  for (let i = 0; i < values.length; i++)
    put(
      out,
      i,
      Number.isNaN(values[i]) ? MISSING : sequentialColor(map, hi > lo ? (values[i] - lo) / span : 0.5),
    );
  return out;
}

/**
 * RGBA a cell from its fates: the colour of the most probable one, closer to neutral the less it leads over an even share.
 *
 * @param probabilities Cells × fates.
 */
export function colorsByFate(probabilities: ArrayLike<number>, colors: Rgb[], neutral: Rgb): Uint8Array {
  const fates = colors.length;
  const cells = probabilities.length / fates;
  const out = new Uint8Array(4 * cells);
  for (let i = 0; i < cells; i++) {
    const best = mostProbable(probabilities, fates, i);
    if (best < 0) {
      put(out, i, MISSING);
      continue;
    }
    const even = 1 / fates;
    const lead = fates > 1 ? (probabilities[i * fates + best] - even) / (1 - even) : 1;
    const share = 0.15 + 0.85 * Math.min(Math.max(lead, 0), 1);
    put(out, i, colors[best].map((c, k) => Math.round(neutral[k] + (c - neutral[k]) * share)) as Rgb);
  }
  return out;
}

/** Which fate is the most probable of a cell; −1 where none is known. */
export function mostProbable(probabilities: ArrayLike<number>, fates: number, cell: number): number {
  let best = -1;
  for (let f = 0; f < fates; f++) {
    const p = probabilities[cell * fates + f];
    if (!Number.isNaN(p) && (best < 0 || p > probabilities[cell * fates + best])) best = f;
  }
  return best;
}

/** The same colours with the cells of hidden categories made invisible (alpha 0). */
export function hideCategories(
  colors: Uint8Array,
  codes: ArrayLike<number>,
  hidden: ReadonlySet<number>,
): Uint8Array {
  if (hidden.size === 0) return colors;
  const out = colors.slice();
  for (let i = 0; i < codes.length; i++) if (hidden.has(codes[i])) out[4 * i + 3] = 0;
  return out;
}

function put(out: Uint8Array, cell: number, [red, green, blue]: Rgb): void {
  out[4 * cell] = red;
  out[4 * cell + 1] = green;
  out[4 * cell + 2] = blue;
  out[4 * cell + 3] = 255;
}
