import { PointerTracker } from '../pointers.ts';
import {
  beginOutline,
  ClickWatch,
  extendOutline,
  selectionMode,
  type Outline,
  type SelectionMode,
  type Tool,
} from './selectionDrag.ts';

/** What the pointers ask for; places are in CSS pixels of the element. */
export interface StageActions {
  /** What a drag that begins now does. */
  tool: () => Tool;
  pan: (dx: number, dy: number) => void;
  zoom: (x: number, y: number, factor: number) => void;
  /** A pointer went there without being pressed. */
  point: (x: number, y: number) => void;
  /** The outline that is being drawn; undefined once it is not any more. */
  draw: (outline: Outline | undefined) => void;
  /** Whether a pointer is pressed. */
  drag: (dragging: boolean) => void;
  click: (x: number, y: number) => void;
  /** An outline was drawn to its end. */
  enclose: (outline: Outline, mode: SelectionMode) => void;
}

/** What of a pointer event is looked at. */
export type StageEvent = Pick<
  PointerEvent,
  'type' | 'pointerId' | 'button' | 'offsetX' | 'offsetY' | 'shiftKey' | 'altKey'
>;

/** Turns the pointer events of the embedding into pans, zooms, clicks and outlines of cells. */
export class StagePointer {
  readonly #actions: StageActions;
  readonly #clicks = new ClickWatch();
  readonly #tracker: PointerTracker;
  #outline: Outline | undefined;
  #tool: Tool = 'pan';

  constructor(actions: StageActions) {
    this.#actions = actions;
    this.#tracker = new PointerTracker({ onPan: actions.pan, onZoom: actions.zoom });
  }

  /** Begins a drag with the main or middle button; says whether the event was one of these. */
  down({ pointerId, button, offsetX, offsetY }: StageEvent): boolean {
    if (button !== 0 && button !== 1) return false;
    if (this.#tracker.active) {
      // A second finger: both pinch, and nothing is selected.
      this.#clicks.cancel();
      this.#draw(undefined);
    } else {
      this.#clicks.down(offsetX, offsetY);
      this.#tool = this.#actions.tool();
      if (this.#tool !== 'pan' && button === 0) this.#draw(beginOutline(offsetX, offsetY));
    }
    this.#tracker.down(pointerId, offsetX, offsetY);
    this.#actions.drag(true);
    return true;
  }

  move({ pointerId, offsetX, offsetY }: StageEvent): void {
    if (!this.#tracker.active) {
      this.#actions.point(offsetX, offsetY);
      return;
    }
    this.#clicks.move(offsetX, offsetY);
    if (this.#outline && this.#tool !== 'pan')
      this.#draw(extendOutline(this.#tool, this.#outline, offsetX, offsetY));
    this.#tracker.move(pointerId, offsetX, offsetY, this.#outline !== undefined);
  }

  /** Ends a drag, also one that the system broke off. */
  up(event: StageEvent): void {
    const drawn = this.#outline;
    this.#tracker.up(event.pointerId);
    this.#actions.drag(this.#tracker.active);
    this.#draw(undefined);
    const clicked = this.#clicks.lifted();
    if (event.type === 'pointercancel') return;
    if (clicked) this.#actions.click(event.offsetX, event.offsetY);
    else if (drawn) this.#actions.enclose(drawn, selectionMode(event));
  }

  /** Gives up the outline that is being drawn; says whether there was one. */
  cancelOutline(): boolean {
    if (!this.#outline) return false;
    this.#clicks.cancel();
    this.#draw(undefined);
    return true;
  }

  #draw(outline: Outline | undefined): void {
    if (outline === this.#outline) return;
    this.#outline = outline;
    this.#actions.draw(outline);
  }
}
