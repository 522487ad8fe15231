/** CSS pixels in a millimetre: at this scale a figure has its true size, as far as the screen tells its resolution. */
export const PIXELS_PER_MM = 96 / 25.4;

const STEPS = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8];

/** The next larger or smaller usual magnification. */
export function zoomStep(zoom: number, direction: 1 | -1): number {
  const beyond = (step: number): boolean => (direction > 0 ? step > zoom * 1.001 : step < zoom / 1.001);
  return (direction > 0 ? STEPS.find(beyond) : STEPS.findLast(beyond)) ?? zoom;
}

/** The magnification at which a page of a size in mm fits into a room in CSS pixels, beside its margins. */
export function fitZoom(
  page: { width: number; height: number },
  room: { width: number; height: number },
  margin: number,
): number {
  const across = (room.width - 2 * margin) / (page.width * PIXELS_PER_MM);
  const down = (room.height - 2 * margin) / (page.height * PIXELS_PER_MM);
  return Math.max(Math.min(across, down), 0.05);
}
