import type { Labels } from './model.ts';

const LONGEST = 24;

/** The name of every category, shortened if long, at the median of its cells; categories without cells are left out. */
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
    return xs.length > 0 ? [{ category, text: shortened(text), x: median(xs), y: median(ys) }] : [];
  });
}

function median(values: number[]): number {
  values.sort((a, b) => a - b);
  return values[values.length >> 1];
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
