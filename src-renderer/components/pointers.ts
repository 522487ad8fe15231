/** What a drag or pinch asks for, in CSS pixels of the element. */
export interface Gesture {
  onPan: (dx: number, dy: number) => void;
  onZoom: (x: number, y: number, factor: number) => void;
}

/** Follows up to two pointers: one drags, two drag and pinch. Feed it an element's pointer events. */
export class PointerTracker {
  readonly #places = new Map<number, { x: number; y: number }>();
  readonly #gesture: Gesture;

  constructor(gesture: Gesture) {
    this.#gesture = gesture;
  }

  get active(): boolean {
    return this.#places.size > 0;
  }

  down(id: number, x: number, y: number): void {
    if (this.#places.size < 2) this.#places.set(id, { x, y });
  }

  up(id: number): void {
    this.#places.delete(id);
  }

  /** @param held One pointer alone does not drag: it draws. */
  move(id: number, x: number, y: number, held = false): void {
    const from = this.#places.get(id);
    if (!from) return;
    const other = [...this.#places].find(([key]) => key !== id)?.[1];
    this.#places.set(id, { x, y });
    if (!other) {
      if (!held) this.#gesture.onPan(x - from.x, y - from.y);
      return;
    }
    // Each of two pointers moves the middle by half of its own way.
    this.#gesture.onPan((x - from.x) / 2, (y - from.y) / 2);
    const before = Math.hypot(from.x - other.x, from.y - other.y);
    const after = Math.hypot(x - other.x, y - other.y);
    if (before > 8 && after > 8) this.#gesture.onZoom((x + other.x) / 2, (y + other.y) / 2, after / before);
  }
}
