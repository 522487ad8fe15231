import type { FigurePreview, FigureSpec } from '../../../src-main/ipc/types.ts';
import { AppError, bridge, call } from '../../state/api.ts';

/** How long an edit rests before the figure is drawn anew, in milliseconds. */
const REST = 200;

/** The picture of the open figure. While a newer one is drawn, the last one stays. */
export class Preview {
  value: FigurePreview | undefined = $state.raw();
  /** Address of the picture, as long as it is shown. */
  address: string | undefined = $state.raw();
  /** What {@link value} was drawn from. */
  drawn: FigureSpec | undefined = $state.raw();
  /** Why the last one could not be drawn. */
  error: unknown = $state.raw();
  busy = $state(false);
  #wanted: FigureSpec | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #drawing = false;
  #ended = false;

  /** Draws the figure once it has not been changed for a moment; at once where there is no picture yet. */
  want(spec: FigureSpec): void {
    this.#wanted = spec;
    this.busy = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#draw(), this.value || this.error ? REST : 0);
  }

  /** Lets go of the picture. */
  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    if (this.address) URL.revokeObjectURL(this.address);
  }

  /** One at a time: what was wanted meanwhile is drawn next, and only the last of it. */
  async #draw(): Promise<void> {
    if (this.#drawing) return;
    this.#drawing = true;
    while (this.#wanted && !this.#ended) {
      const spec = this.#wanted;
      this.#wanted = undefined;
      try {
        this.#take(spec, await call(bridge.figures.preview({ spec })));
      } catch (error) {
        // One that was overtaken is drawn by who overtook it.
        if (!this.#ended && !(error instanceof AppError && error.cancelled)) this.error = error;
      }
    }
    this.#drawing = false;
    this.busy = false;
  }

  #take(spec: FigureSpec, preview: FigurePreview): void {
    if (this.#ended) return;
    const before = this.address;
    this.address = URL.createObjectURL(new Blob([preview.svg], { type: 'image/svg+xml' }));
    this.value = preview;
    this.drawn = spec;
    this.error = undefined;
    if (before) URL.revokeObjectURL(before);
  }
}
