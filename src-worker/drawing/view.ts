/** Where the camera looks: the data point at the middle of the canvas, and CSS pixels per data unit. */
export interface View {
  x: number;
  y: number;
  scale: number;
}

export interface Size {
  width: number;
  height: number;
}

export interface Bounds {
  left: number;
  right: number;
  bottom: number;
  top: number;
}

/** Room in CSS pixels to keep free at each side of the canvas. */
export type Padding = Bounds;

/** The room that the screen keeps free around everything: at the left for the legend, where the canvas is wide enough. */
export function screenPadding(width: number): Padding {
  return { left: width > 480 ? 216 : 32, right: 56, top: 32, bottom: 32 };
}

/** The smallest box around (x, y) pairs, or those accepted; a unit box around the origin when there are none. */
export function boundsOf(positions: ArrayLike<number>, accept?: (place: number) => boolean): Bounds {
  const box = { left: Infinity, right: -Infinity, bottom: Infinity, top: -Infinity };
  for (let p = 0; p + 1 < positions.length; p += 2) {
    if (!Number.isFinite(positions[p]) || !Number.isFinite(positions[p + 1])) continue;
    if (accept && !accept(p / 2)) continue;
    box.left = Math.min(box.left, positions[p]);
    box.right = Math.max(box.right, positions[p]);
    box.bottom = Math.min(box.bottom, positions[p + 1]);
    box.top = Math.max(box.top, positions[p + 1]);
  }
  return box.left <= box.right ? box : { left: -1, right: 1, bottom: -1, top: 1 };
}

/** The view that shows the whole box, as large as fits between the paddings. */
export function fitView(box: Bounds, size: Size, padding: Padding): View {
  const width = Math.max(size.width - padding.left - padding.right, 32);
  const height = Math.max(size.height - padding.top - padding.bottom, 32);
  const spanX = Math.max(box.right - box.left, 1e-9);
  const spanY = Math.max(box.top - box.bottom, 1e-9);
  const scale = Math.min(width / spanX, height / spanY);
  return {
    x: (box.left + box.right) / 2 - (padding.left - padding.right) / 2 / scale,
    y: (box.bottom + box.top) / 2 - (padding.bottom - padding.top) / 2 / scale,
    scale,
  };
}

/** The view at the nearest scale within the limits, with what lay in the middle between the paddings still there. */
export function limitScale(view: View, padding: Padding, limits: [least: number, most: number]): View {
  const scale = Math.min(Math.max(view.scale, limits[0]), limits[1]);
  const change = 1 / view.scale - 1 / scale;
  return {
    x: view.x + ((padding.left - padding.right) / 2) * change,
    y: view.y + ((padding.bottom - padding.top) / 2) * change,
    scale,
  };
}

/**
 * How large to draw a cell, in CSS pixels: smaller the less room there is for each, and larger when magnified.
 *
 * @param magnified Times the scale at which everything is seen.
 */
export function pointDiameterOf(cells: number, size: Size, magnified: number): number {
  const room = Math.sqrt((size.width * size.height) / Math.max(cells, 1));
  return Math.min(Math.max(0.3 * room, 1.5), 6) * Math.min(Math.max(magnified ** 0.4, 0.8), 4);
}

/** The view after the canvas was dragged by (dx, dy) CSS pixels. */
export function panned(view: View, dx: number, dy: number): View {
  return { ...view, x: view.x - dx / view.scale, y: view.y + dy / view.scale };
}

/** The view magnified by `factor` with the point under (px, py) kept in place, within the limits of scale. */
export function zoomed(
  view: View,
  size: Size,
  px: number,
  py: number,
  factor: number,
  limits: [least: number, most: number],
): View {
  const scale = Math.min(Math.max(view.scale * factor, limits[0]), limits[1]);
  const fixed = toData(view, size, px, py);
  return {
    x: fixed.x - (px - size.width / 2) / scale,
    y: fixed.y + (py - size.height / 2) / scale,
    scale,
  };
}

/** CSS pixels from the canvas's upper left corner → data. */
export function toData(view: View, size: Size, px: number, py: number): { x: number; y: number } {
  return {
    x: view.x + (px - size.width / 2) / view.scale,
    y: view.y - (py - size.height / 2) / view.scale,
  };
}

/** Data → CSS pixels from the canvas's upper left corner. */
export function toScreen(view: View, size: Size, x: number, y: number): { x: number; y: number } {
  return {
    x: size.width / 2 + (x - view.x) * view.scale,
    y: size.height / 2 - (y - view.y) * view.scale,
  };
}

/** A part of an embedding: its middle, width and height in data units. */
export interface ViewArea {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The part of the embedding that a canvas shows between its paddings. */
export function shownArea(view: View, size: Size, padding: Padding = NO_PADDING): ViewArea {
  return {
    x: view.x + (padding.left - padding.right) / 2 / view.scale,
    y: view.y + (padding.bottom - padding.top) / 2 / view.scale,
    width: Math.max(size.width - padding.left - padding.right, 1) / view.scale,
    height: Math.max(size.height - padding.top - padding.bottom, 1) / view.scale,
  };
}

const NO_PADDING: Padding = { left: 0, right: 0, bottom: 0, top: 0 };
