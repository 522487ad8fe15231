import type { FigureSpec } from '../../../src-main/ipc/types.ts';
import { EditHistory } from './editHistory.ts';
import type { Edited } from './specEdits.ts';

/** The figure that is open: what it is made of, which panel is selected, and the way back. */
export class FigureEditor {
  readonly id: number;
  spec: FigureSpec = $state.raw()!;
  /** The selected panel's place; null where none is. */
  selected: number | null = $state(null);
  canUndo = $state(false);
  canRedo = $state(false);
  readonly #history = new EditHistory<Edited>();
  readonly #changed: (editor: FigureEditor) => void;

  /** @param changed hears of every change, to keep it */
  constructor(
    id: number,
    spec: FigureSpec,
    selected: number | null,
    changed: (editor: FigureEditor) => void,
  ) {
    this.id = id;
    this.spec = spec;
    this.selected = selected !== null && selected < spec.panels.length ? selected : null;
    this.#changed = changed;
  }

  /** @param kind see {@link EditHistory.note} */
  edit(spec: FigureSpec, kind?: string): void {
    this.apply({ spec, selected: this.selected }, kind);
  }

  apply({ spec, selected }: Edited, kind?: string): void {
    if (spec !== this.spec) this.#history.note(this.#present(), kind);
    this.#take({ spec, selected });
  }

  undo(): void {
    const before = this.#history.undo(this.#present());
    if (before) this.#take(before);
  }

  redo(): void {
    const after = this.#history.redo(this.#present());
    if (after) this.#take(after);
  }

  select(place: number | null): void {
    this.selected = place;
    this.#changed(this);
  }

  #present(): Edited {
    return { spec: this.spec, selected: this.selected };
  }

  #take({ spec, selected }: Edited): void {
    this.spec = spec;
    this.selected = selected;
    this.canUndo = this.#history.canUndo;
    this.canRedo = this.#history.canRedo;
    this.#changed(this);
  }
}
