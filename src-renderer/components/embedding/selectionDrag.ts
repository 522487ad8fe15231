/** What a drag on the embedding does. */
export type Tool = 'pan' | 'box' | 'lasso';
/** How newly enclosed cells combine with those selected before. */
export type SelectionMode = 'replace' | 'add' | 'subtract';

/** The outline drawn with a selecting tool, in CSS pixels of the element: (x, y) a corner. */
export type Outline = number[];

/** Least way between two corners of a lasso, in CSS pixels. */
const CORNER = 2;
/** A drag that stays within this many CSS pixels is a click. */
const CLICK = 4;

/** Shift adds to a selection, Alt takes from it. */
export function selectionMode({ shiftKey, altKey }: { shiftKey: boolean; altKey: boolean }): SelectionMode {
  return shiftKey ? 'add' : altKey ? 'subtract' : 'replace';
}

/** The outline of a drag that begins at a point. */
export function beginOutline(x: number, y: number): Outline {
  return [x, y];
}

/** The outline after the pointer went on to a point: a box has the start and the point as opposite corners. */
export function extendOutline(tool: 'box' | 'lasso', outline: Outline, x: number, y: number): Outline {
  if (tool === 'box') return [outline[0], outline[1], x, outline[1], x, y, outline[0], y];
  const last = outline.length - 2;
  const near = Math.hypot(x - outline[last], y - outline[last + 1]) < CORNER;
  return near ? outline : [...outline, x, y];
}

/** Tells a click from a drag: feed it where the pointer goes. */
export class ClickWatch {
  #x = 0;
  #y = 0;
  #still = false;

  down(x: number, y: number): void {
    this.#x = x;
    this.#y = y;
    this.#still = true;
  }

  move(x: number, y: number): void {
    if (Math.hypot(x - this.#x, y - this.#y) > CLICK) this.#still = false;
  }

  /** What follows is no click, for instance because a second finger came. */
  cancel(): void {
    this.#still = false;
  }

  /** Whether the pointer that is lifted now has stayed in place; asked once. */
  lifted(): boolean {
    const click = this.#still;
    this.#still = false;
    return click;
  }
}
