import { CancelledError, DataError } from '../../src-worker/data/errors.ts';
import { createFigureThread, type FigureThread } from '../figures/client.ts';
import type { FigurePreview, FigureTarget } from '../figures/drawFigure.ts';
import type { PreparedFigure } from '../figures/prepareFigure.ts';
import type { SessionState } from './session.ts';

/** Where a session has its figures drawn: previews on one thread, an export on another, so that neither waits for the other. */
export interface FigureDesk {
  /** Only the last one asked for matters: those that wait before it end as cancelled. */
  preview(prepare: () => Promise<PreparedFigure>): Promise<FigurePreview>;
  /**
   * Writes a figure and tells the page how far it is.
   *
   * @throws DataError where another one is being written, or this cannot be; CancelledError.
   */
  export(
    state: SessionState,
    prepare: () => Promise<PreparedFigure>,
    target: FigureTarget,
  ): Promise<string[]>;
  cancelExport(): void;
  close(): Promise<void>;
}

/** How often the page hears of progress, at most. */
const BETWEEN_REPORTS_MS = 100;

export function createFigureDesk(): FigureDesk {
  const previews = createFigureThread();
  let newest = 0;
  let underWay: Promise<unknown> = Promise.resolve();
  let exporting: AbortController | undefined;

  return {
    async preview(prepare) {
      const mine = ++newest;
      await underWay;
      if (mine !== newest) throw new CancelledError();
      const drawn = prepare().then((figure) => previews.preview(figure));
      underWay = drawn.catch(() => undefined); // whoever asked for it hears of it
      return drawn;
    },
    async export(state, prepare, target) {
      if (exporting)
        throw new DataError('another figure is being exported.', {}, 'Wait until it is done, or cancel it.');
      exporting = new AbortController();
      const thread = createFigureThread();
      const done = write(thread, state, prepare, target, exporting.signal);
      const entry = { stop: exporting, done };
      state.exporting.add(entry);
      try {
        return await done;
      } finally {
        state.exporting.delete(entry);
        exporting = undefined;
        await thread.close();
      }
    },
    cancelExport() {
      exporting?.abort();
    },
    close: () => previews.close(),
  };
}

async function write(
  thread: FigureThread,
  state: SessionState,
  prepare: () => Promise<PreparedFigure>,
  target: FigureTarget,
  signal: AbortSignal,
): Promise<string[]> {
  state.emit({ type: 'figure-export', fraction: 0 });
  const figure = await prepare();
  let last = 0;
  return thread.export(figure, target, {
    signal,
    onProgress: (fraction) => {
      const now = performance.now();
      if (fraction < 1 && now - last < BETWEEN_REPORTS_MS) return;
      last = now;
      state.emit({ type: 'figure-export', fraction });
    },
  });
}
