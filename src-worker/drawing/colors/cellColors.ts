import { MISSING } from './categorical.ts';
import { FINE_STEPS, fineTable, type ColorMap, type Rgb } from './sequential.ts';

/**
 * RGBA a cell from its category; a code beyond the colours is missing.
 *
 * @param out Written over and given back, where given: four bytes a cell, in memory of its own.
 */
export function colorsByCategory(codes: ArrayLike<number>, colors: Rgb[], out?: Uint8Array): Uint8Array {
  const into = out ?? new Uint8Array(4 * codes.length);
  const words = wordsOf(into);
  const table = Uint32Array.from(colors, wordOf);
  const missing = wordOf(MISSING);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i];
    words[i] = code >= 0 && code < table.length ? table[code] : missing;
  }
  return into;
}

/** RGBA a cell from its value over the range; missing values (NaN) are grey. `out` as in {@link colorsByCategory}. */
export function colorsByValue(
  values: ArrayLike<number>,
  [lo, hi]: readonly [number, number],
  map: ColorMap,
  out?: Uint8Array,
): Uint8Array {
  const into = out ?? new Uint8Array(4 * values.length);
  const words = wordsOf(into);
  const table = fineTable(map);
  const missing = wordOf(MISSING);
  const last = FINE_STEPS - 1;
  const perUnit = hi > lo ? last / (hi - lo) : 0;
  const start = hi > lo ? 0.5 : last / 2;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value)) {
      words[i] = missing;
      continue;
    }
    const at = perUnit === 0 ? start : (value - lo) * perUnit + start;
    words[i] = table[at <= 0 ? 0 : at >= last ? last : Math.floor(at)];
  }
  return into;
}

/**
 * RGBA a cell from its fates: the colour of the most probable one, closer to neutral the less it leads over an even share.
 *
 * @param probabilities Cells × fates.
 * @param out As in {@link colorsByCategory}.
 */
export function colorsByFate(
  probabilities: ArrayLike<number>,
  colors: Rgb[],
  neutral: Rgb,
  out?: Uint8Array,
): Uint8Array {
  const fates = colors.length;
  const cells = probabilities.length / fates;
  const into = out ?? new Uint8Array(4 * cells);
  const even = 1 / fates;
  for (let i = 0; i < cells; i++) {
    const best = mostProbable(probabilities, fates, i);
    const lead = best < 0 ? 1 : fates > 1 ? (probabilities[i * fates + best] - even) / (1 - even) : 1;
    const share = best < 0 ? 1 : 0.15 + 0.85 * Math.min(Math.max(lead, 0), 1);
    const color = best < 0 ? MISSING : colors[best];
    for (let k = 0; k < 3; k++) into[4 * i + k] = Math.round(neutral[k] + (color[k] - neutral[k]) * share);
    into[4 * i + 3] = 255;
  }
  return into;
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
  return hidden.size === 0 ? colors : hideCategoriesIn(colors.slice(), codes, hidden);
}

/** As {@link hideCategories}, in the colours given. */
export function hideCategoriesIn(
  colors: Uint8Array,
  codes: ArrayLike<number>,
  hidden: ReadonlySet<number>,
): Uint8Array {
  if (hidden.size === 0) return colors;
  const gone = new Uint8Array(Math.max(...hidden) + 1);
  for (const category of hidden) gone[category] = 1;
  for (let i = 0; i < codes.length; i++) if (gone[codes[i]] === 1) colors[4 * i + 3] = 0;
  return colors;
}

function wordsOf(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
}

function wordOf([red, green, blue]: Rgb): number {
  return new Uint32Array(Uint8Array.of(red, green, blue, 255).buffer)[0];
}
