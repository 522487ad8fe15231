import * as v from 'valibot';

/** Sizes of pictures by name, in pixels. */
export const SIZES = {
  '1080p': { label: '1080p, 1920 × 1080', width: 1920, height: 1080 },
  '720p': { label: '720p, 1280 × 720', width: 1280, height: 720 },
  square: { label: 'Square, 1080 × 1080', width: 1080, height: 1080 },
  '4k': { label: '4K, 3840 × 2160', width: 3840, height: 2160 },
} as const;
const SIZE_NAMES = ['1080p', '720p', 'square', '4k', 'custom'] as const;

export const FRAME_RATES = [24, 30, 60] as const;
export const QUALITIES = ['small', 'good', 'best'] as const;
export type AnimationQuality = (typeof QUALITIES)[number];
/** What lies behind the cells: as the app looks in either theme, or white as paper. */
export const GROUNDS = ['light', 'dark', 'white'] as const;
export type Ground = (typeof GROUNDS)[number];

export const SECONDS = { least: 1, most: 120 };
/** Times the usual number of particles. */
export const DENSITY = { least: 0.25, most: 4 };
/** Of a side, in pixels. */
export const LEAST_SIDE = 64;

const side = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000));

/** How animations are to be; kept with the project. */
export const animationChoices = v.object({
  size: v.fallback(v.picklist(SIZE_NAMES), '1080p'),
  /** Of a custom size. */
  width: v.fallback(side, 1600),
  height: v.fallback(side, 900),
  seconds: v.fallback(v.pipe(v.number(), v.finite()), 10),
  frameRate: v.fallback(v.picklist(FRAME_RATES), 30),
  quality: v.fallback(v.picklist(QUALITIES), 'good'),
  /** Null for the theme of the app. */
  ground: v.fallback(v.nullable(v.picklist(GROUNDS)), null),
  /** Null for as on the screen. */
  names: v.fallback(v.nullable(v.boolean()), null),
  legend: v.fallback(v.boolean(), true),
  loop: v.fallback(v.boolean(), false),
  density: v.fallback(v.pipe(v.number(), v.minValue(DENSITY.least), v.maxValue(DENSITY.most)), 1),
});

export type AnimationChoices = v.InferOutput<typeof animationChoices>;

/** An animation as it is recorded. */
export interface AnimationSettings {
  /** In pixels, even. */
  width: number;
  height: number;
  seconds: number;
  frameRate: number;
  quality: AnimationQuality;
  ground: Ground;
  names: boolean;
  legend: boolean;
  /** Whether the last frame leads to the first without a jump. */
  loop: boolean;
  density: number;
  /** Of the particles: equal seeds and settings give equal pictures. */
  seed: number;
}

/** How many frames an animation has. */
export function frameCount({ seconds, frameRate }: Pick<AnimationSettings, 'seconds' | 'frameRate'>): number {
  return Math.max(1, Math.round(seconds * frameRate));
}

/** The size that was chosen, in pixels. */
export function chosenSize({ size, width, height }: Pick<AnimationChoices, 'size' | 'width' | 'height'>): {
  width: number;
  height: number;
} {
  return size === 'custom' ? { width, height } : { width: SIZES[size].width, height: SIZES[size].height };
}

/** Why a length cannot be taken; undefined where it can. */
export function secondsProblem(seconds: number): string | undefined {
  if (Number.isFinite(seconds) && seconds >= SECONDS.least && seconds <= SECONDS.most) return undefined;
  return `Between ${SECONDS.least} and ${SECONDS.most} seconds.`;
}

/** Why a size cannot be taken by any machine; undefined where it can. */
export function sizeProblem({ width, height }: { width: number; height: number }): string | undefined {
  if (!Number.isInteger(width) || !Number.isInteger(height)) return 'Width and height are whole numbers.';
  if (width % 2 !== 0 || height % 2 !== 0) return 'Width and height must be even numbers.';
  if (Math.min(width, height) < LEAST_SIDE) return `At least ${LEAST_SIDE} × ${LEAST_SIDE} pixels.`;
  return undefined;
}
