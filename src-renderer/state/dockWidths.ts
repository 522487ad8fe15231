/** Below this width of the window the right dock is closed unless opened there. */
const NARROW = 1180;
/** The embedding keeps at least this width beside the docks. */
const LEAST_CENTRE = 360;
/** In a narrow window the right dock lies over the embedding where less than this would be left of it. */
const ROOM = 560;
const USUAL_RIGHT = 340;

/** Narrowest that each dock can be made, in pixels. */
export const LEAST_DOCK = { left: 224, right: 304 } as const;

export interface DockWidths {
  left: number;
  leftMost: number;
  right: number;
  rightMost: number;
  /** Whether the right dock lies over the embedding instead of beside it. */
  rightOver: boolean;
}

/** Whether a window of that width has room for both docks by itself. */
export function isNarrow(windowWidth: number): boolean {
  return windowWidth < NARROW;
}

/**
 * The docks' widths in pixels.
 *
 * @param chosen as the user set them; null as long as the window decides
 */
export function dockWidths(
  windowWidth: number,
  chosen: { left: number | null; right: number | null },
  leftOpen: boolean,
): DockWidths {
  const leftMost = Math.max(LEAST_DOCK.left, Math.min(520, Math.round(0.35 * windowWidth)));
  const left = between(chosen.left ?? between(0.19 * windowWidth, 240, 360), LEAST_DOCK.left, leftMost);
  const beside = windowWidth - (leftOpen ? left : 0);
  const rightOver = isNarrow(windowWidth) && beside - USUAL_RIGHT < ROOM;
  const rightMost = Math.max(LEAST_DOCK.right, beside - (rightOver ? 0 : LEAST_CENTRE));
  const usualRight = between(0.28 * windowWidth, USUAL_RIGHT, 640);
  const right = between(chosen.right ?? usualRight, LEAST_DOCK.right, rightMost);
  return { left, leftMost, right, rightMost, rightOver };
}

/** The nearest whole number from `least` to `most`. */
export function between(value: number, least: number, most: number): number {
  return Math.round(Math.min(Math.max(value, least), most));
}
