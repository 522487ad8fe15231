/** Ways of seeing colours that figures are checked with. */
export const VISIONS = ['deuteranopia', 'protanopia', 'tritanopia', 'greyscale'] as const;
export type Vision = (typeof VISIONS)[number];

/**
 * Linear RGB → linear RGB as it is seen, 3 × 3 row by row. Of the dichromacies: Machado, Oliveira and Fernandes (2009), IEEE
 * Transactions on Visualization and Computer Graphics 15, 1291–1298, at full severity. Greyscale: luminance of Rec. 709.
 */
export const VISION_MATRICES: Readonly<Record<Vision, readonly number[]>> = {
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
  greyscale: [0.2126, 0.7152, 0.0722, 0.2126, 0.7152, 0.0722, 0.2126, 0.7152, 0.0722],
};

/** Nearer than this in OKLab, small marks of two colours are hard to tell apart. */
const ALIKE = 0.07;

/**
 * Pairs of colours that are told apart by usual eyes and become too alike, as places (first < second), the most alike first.
 *
 * @param colors #rrggbb each
 */
export function confusablePairs(colors: readonly string[], vision: Vision): [number, number][] {
  const usual = colors.map((color) => okLab(linear(color)));
  const seen = colors.map((color) => okLab(transformed(VISION_MATRICES[vision], linear(color))));
  const pairs: { pair: [number, number]; apart: number }[] = [];
  for (let first = 0; first < colors.length; first++)
    for (let second = first + 1; second < colors.length; second++) {
      const apart = distance(seen[first], seen[second]);
      if (apart < ALIKE && distance(usual[first], usual[second]) >= ALIKE)
        pairs.push({ pair: [first, second], apart });
    }
  return pairs.toSorted((a, b) => a.apart - b.apart).map(({ pair }) => pair);
}

/** Pixels (RGBA, sRGB) become what such eyes see of them; opacity stays as it is. */
export function seePixels(pixels: Uint8Array | Uint8ClampedArray, vision: Vision): void {
  const matrix = VISION_MATRICES[vision];
  const light = Float64Array.from({ length: 256 }, (_, value) => linearOf(value / 255));
  const shown = Uint8Array.from({ length: STEPS + 1 }, (_, step) => Math.round(255 * screenOf(step / STEPS)));
  const channel = (at: number, r: number, g: number, b: number): number => {
    const value = matrix[at] * r + matrix[at + 1] * g + matrix[at + 2] * b;
    return shown[Math.round(STEPS * Math.min(Math.max(value, 0), 1))];
  };
  for (let p = 0; p < pixels.length; p += 4) {
    const [r, g, b] = [light[pixels[p]], light[pixels[p + 1]], light[pixels[p + 2]]];
    pixels[p] = channel(0, r, g, b);
    pixels[p + 1] = channel(3, r, g, b);
    pixels[p + 2] = channel(6, r, g, b);
  }
}

/** Of linear light, fine enough that every sRGB value is met. */
const STEPS = 8192;

type Triple = readonly [number, number, number];

/** #rrggbb → linear RGB, 0 … 1. */
function linear(color: string): Triple {
  const [r, g, b] = [1, 3, 5].map((at) => linearOf(Number.parseInt(color.slice(at, at + 2), 16) / 255));
  return [r, g, b];
}

/** sRGB → linear light, both 0 … 1 (IEC 61966-2-1). */
function linearOf(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function screenOf(light: number): number {
  return light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055;
}

/** Within what a screen can show. */
function transformed(matrix: readonly number[], [r, g, b]: Triple): Triple {
  const row = (at: number): number =>
    Math.min(Math.max(matrix[at] * r + matrix[at + 1] * g + matrix[at + 2] * b, 0), 1);
  return [row(0), row(3), row(6)];
}

/** Linear RGB → OKLab, in which distances are about those that are seen (Ottosson 2020, bottosson.github.io/posts/oklab). */
function okLab([r, g, b]: Triple): Triple {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function distance(one: Triple, two: Triple): number {
  return Math.hypot(one[0] - two[0], one[1] - two[1], one[2] - two[2]);
}
