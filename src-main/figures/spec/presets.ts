/** Widths that journals and other places ask for, in millimetres, with the largest height a page of theirs has room for. */
export const SIZE_PRESETS = {
  'nature-single': { label: 'Nature, one column', width: 89, height: 247 },
  'nature-double': { label: 'Nature, two columns', width: 183, height: 247 },
  'cell-single': { label: 'Cell, one column', width: 85, height: 235 },
  'cell-double': { label: 'Cell, two columns', width: 174, height: 235 },
  'pnas-single': { label: 'PNAS, one column', width: 87, height: 225 },
  'pnas-double': { label: 'PNAS, two columns', width: 178, height: 225 },
  slide: { label: 'Slide 16:9', width: 338.7, height: 190.5 },
  poster: { label: 'Poster A0, half its width', width: 420, height: 1189 },
} as const;

export type SizePreset = keyof typeof SIZE_PRESETS;

export const PRESET_NAMES = Object.keys(SIZE_PRESETS) as SizePreset[];

/** Points in a millimetre. */
export const POINTS_PER_MM = 72 / 25.4;
