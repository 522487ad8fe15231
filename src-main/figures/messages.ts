import type { ErrorRecord } from '../../src-worker/data/errors.ts';
import type { FigurePreview, FigureTarget } from './drawFigure.ts';
import type { PreparedFigure } from './prepareFigure.ts';

/** What a figures thread is asked for, one thing at a time. */
export type ToThread =
  | { task: 'preview'; figure: PreparedFigure }
  | { task: 'export'; figure: PreparedFigure; target: FigureTarget }
  /** Ends what is under way as cancelled. */
  | { task: 'stop' };

/** What it sends back. */
export type FromThread =
  { fraction: number } | { ok: true; value: FigurePreview | string[] } | { ok: false; error: ErrorRecord };
