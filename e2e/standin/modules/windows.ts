/** What the app needs of a window. */
export interface OpenWindow {
  close: () => void;
  destroy: () => void;
}

/** Every open window by id; the last one has the focus. */
export const openWindows = new Map<number, OpenWindow>();

/** Gives a window the focus. */
export function focusWindow(id: number): void {
  const window = openWindows.get(id);
  if (!window) return;
  openWindows.delete(id);
  openWindows.set(id, window);
}
