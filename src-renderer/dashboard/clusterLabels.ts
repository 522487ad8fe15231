import type { Labels } from './model.ts';

/** The name of every category at the median of its cells; categories without cells are left out. */
export function categoryLabels(
  positions: Float32Array,
  { codes, categories }: Labels,
): { category: number; text: string; x: number; y: number }[] {
  return categories.flatMap((text, category) => {
    const xs: number[] = [];
    const ys: number[] = [];
    for (let i = 0; i < codes.length; i++) {
      if (codes[i] !== category) continue;
      xs.push(positions[2 * i]);
      ys.push(positions[2 * i + 1]);
    }
    return xs.length > 0 ? [{ category, text, x: median(xs), y: median(ys) }] : [];
  });
}

/** How many cells each category has. */
export function categoryCounts({ codes, categories }: Labels): Uint32Array {
  const counts = new Uint32Array(categories.length);
  for (let i = 0; i < codes.length; i++) if (codes[i] < counts.length) counts[codes[i]]++;
  return counts;
}

function median(values: number[]): number {
  values.sort((a, b) => a - b);
  return values[values.length >> 1];
}
