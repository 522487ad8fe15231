/**
 * The shapes of what is drawn over the cells, in CSS pixels of the screen, which figures scale: one description for the shaders and
 * for paper.
 */

/** Half the width of streamlines and of arrows' shafts. */
export const HALF_WIDTH = 0.7;

/** Half the width of a particle's trail at the particle. */
export const TRAIL_HALF_WIDTH = 0.8;

/** Share of that width that a trail has where it ends. */
export const TRAIL_TAPER = 0.45;

/** Half the width of a trail where its strength is 0 … 1. */
export function trailReach(strength: number): number {
  return TRAIL_HALF_WIDTH * (TRAIL_TAPER + (1 - TRAIL_TAPER) * strength);
}

/** How opaque a trail is there, times its ink. */
export function trailOpacity(strength: number): number {
  return strength * Math.sqrt(strength);
}

/** How far the halo that parts a line from the cells beneath reaches beyond it at each side. */
export const HALO_WIDTH = 0.8;

/** Length of a streamline's arrow head; its base is {@link HEAD_ASPECT} times as wide. */
export const HEAD_LENGTH = 7 * HALF_WIDTH + 2;
export const HEAD_ASPECT = 0.9;

/** No arrow of a node or cell is drawn longer. */
export const LONGEST_ARROW = 40;

/** Length of the head of an arrow of that length; its base is as wide as it is long. */
export function arrowHead(extent: number): number {
  return Math.min(0.45 * extent, 7);
}

/** How far the colour of cells beside a selection goes towards the background's. */
export const DIMMED = 0.72;

/** Red, green, blue, alpha in 0 … 1. */
export type Rgba = [red: number, green: number, blue: number, alpha: number];

/** Colours of the flow and of its halo, on a light and on a dark ground. */
export const INK: Readonly<Record<'light' | 'dark', { line: Rgba; halo: Rgba }>> = {
  light: { line: [0.06, 0.07, 0.09, 0.85], halo: [0.98, 0.98, 0.976, 0.55] },
  dark: { line: [1, 1, 1, 0.9], halo: [0.063, 0.07, 0.078, 0.6] },
};
