/** A rectangle of the screen, in device-independent pixels. */
export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What is remembered of a window. */
export interface WindowPlace {
  bounds: Rectangle;
  maximized: boolean;
}

export const LEAST_WIDTH = 1024;
export const LEAST_HEIGHT = 640;
const USUAL = { width: 1440, height: 900 };
/** How much of a window's upper edge must be on a screen, so that it can be taken and moved. */
const GRIP = { width: 160, height: 32 };
const STEP = 28;

/**
 * Where a window opens: where the last one was if that is still on a screen, a step aside from windows that are open, and
 * never larger than the screen.
 *
 * @param remembered where the last one was
 * @param workAreas of the screens, the main one first
 * @param taken upper left corners of open windows
 */
export function placeWindow(
  remembered: Rectangle | undefined,
  workAreas: readonly Rectangle[],
  taken: readonly { x: number; y: number }[],
): Rectangle {
  const [main] = workAreas;
  if (!main) return { x: 0, y: 0, ...USUAL, ...remembered };
  const area = remembered && workAreas.find((candidate) => showsGrip(remembered, candidate));
  if (!remembered || !area) return fit(centred(main), main, taken);
  return fit(remembered, area, taken);
}

function showsGrip(window: Rectangle, area: Rectangle): boolean {
  const width = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  const height = Math.min(window.y + GRIP.height, area.y + area.height) - Math.max(window.y, area.y);
  return width >= GRIP.width && height >= GRIP.height / 2;
}

function centred(area: Rectangle): Rectangle {
  const width = Math.min(USUAL.width, area.width);
  const height = Math.min(USUAL.height, area.height);
  return {
    x: area.x + Math.round((area.width - width) / 2),
    y: area.y + Math.round((area.height - height) / 2),
    width,
    height,
  };
}

function fit(window: Rectangle, area: Rectangle, taken: readonly { x: number; y: number }[]): Rectangle {
  const width = Math.max(Math.min(window.width, area.width), Math.min(LEAST_WIDTH, area.width));
  const height = Math.max(Math.min(window.height, area.height), Math.min(LEAST_HEIGHT, area.height));
  let { x, y } = window;
  while (taken.some((corner) => Math.abs(corner.x - x) < STEP / 2 && Math.abs(corner.y - y) < STEP / 2)) {
    x += STEP;
    y += STEP;
    // At the end of the screen the row of windows starts again at its corner.
    if (x + GRIP.width > area.x + area.width || y + GRIP.height > area.y + area.height)
      return { x: area.x, y: area.y, width, height };
  }
  return { x, y, width, height };
}
