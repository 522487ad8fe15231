import type { Pixels } from './pixels.ts';

/** Pixels a side of a window, and the width of the Gaussian that weighs them. */
const SIDE = 11;
const SIGMA = 1.5;
/** What keeps quotients of nearly nothing in place, for brightness of 0 … 255. */
const C1 = (0.01 * 255) ** 2;
const C2 = (0.03 * 255) ** 2;
/** Brightness differs from the ground's by more than this where there is ink. */
const INK = 8;

/**
 * The mean structural similarity of two pictures of one size (Wang et al. 2004, IEEE Trans. Image Process. 13:600): Gaussian windows of 11 × 11
 * pixels of brightness, of those that have ink in either picture. 1 for equal pictures.
 *
 * @param ground Red, green and blue of what has no ink.
 */
export function inkSimilarity(
  one: Pixels,
  two: Pixels,
  ground: readonly [red: number, green: number, blue: number],
): number {
  const { width, height } = one;
  if (two.width !== width || two.height !== height)
    throw new Error(
      `Pictures of ${width} × ${height} and ${two.width} × ${two.height} pixels cannot be compared.`,
    );
  const [a, b] = [brightness(one), brightness(two)];
  const paper = luminance(...ground);
  const inked = inkNear(a, b, paper, width, height);
  const blurred = (values: Float64Array): Float64Array => blur(values, width);
  const meanA = blurred(a);
  const meanB = blurred(b);
  const squareA = blurred(a.map((value) => value * value));
  const squareB = blurred(b.map((value) => value * value));
  const product = blurred(a.map((value, p) => value * b[p]));
  const half = SIDE >> 1;
  let sum = 0;
  let count = 0;
  for (let y = half; y < height - half; y++)
    for (let x = half; x < width - half; x++) {
      const p = y * width + x;
      if (!inked[p]) continue;
      const both = meanA[p] * meanB[p];
      const squares = meanA[p] ** 2 + meanB[p] ** 2;
      const spread = squareA[p] + squareB[p] - squares;
      sum += ((2 * both + C1) * (2 * (product[p] - both) + C2)) / ((squares + C1) * (spread + C2));
      count++;
    }
  if (count === 0) throw new Error('Neither picture has any ink.');
  return sum / count;
}

function luminance(red: number, green: number, blue: number): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

function brightness({ rgb }: Pixels): Float64Array {
  return Float64Array.from({ length: rgb.length / 3 }, (_, p) =>
    luminance(rgb[3 * p], rgb[3 * p + 1], rgb[3 * p + 2]),
  );
}

/** Whether the window around each pixel has ink in either picture. */
function inkNear(a: Float64Array, b: Float64Array, paper: number, width: number, height: number): Uint8Array {
  const half = SIDE >> 1;
  const ink = Uint8Array.from(a, (value, p) =>
    Math.abs(value - paper) > INK || Math.abs(b[p] - paper) > INK ? 1 : 0,
  );
  return spread(spread(ink, width, height, 1), height, width, width);

  /** Along rows of `length` whose items are `step` apart. */
  function spread(from: Uint8Array, length: number, rows: number, step: number): Uint8Array {
    const out = new Uint8Array(from.length);
    const rowStep = step === 1 ? width : 1;
    for (let row = 0; row < rows; row++)
      for (let k = 0; k < length; k++) {
        if (from[row * rowStep + k * step] === 0) continue;
        const last = Math.min(k + half, length - 1);
        for (let near = Math.max(k - half, 0); near <= last; near++) out[row * rowStep + near * step] = 1;
      }
    return out;
  }
}

/** Means by Gaussian windows; right only where a whole window lies within the picture. */
function blur(values: Float64Array, width: number): Float64Array {
  const half = SIDE >> 1;
  const weights = Array.from({ length: SIDE }, (_, k) => Math.exp(-((k - half) ** 2) / (2 * SIGMA ** 2)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const along = (from: Float64Array, step: number): Float64Array => {
    const out = new Float64Array(from.length);
    for (let p = half * step; p < from.length - half * step; p++) {
      let sum = 0;
      for (let k = 0; k < SIDE; k++) sum += weights[k] * from[p + (k - half) * step];
      out[p] = sum / total;
    }
    return out;
  };
  return along(along(values, 1), width);
}
