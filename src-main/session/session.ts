import { availableParallelism } from 'node:os';

import { createPool, type ComputePool } from '../compute/pool.ts';
import type { AppEvent } from '../ipc/types.ts';
import { databaseError } from '../project/databaseError.ts';
import type { OpenProject } from './openProject.ts';
import { closeOpenProject } from './openProject.ts';
import { datasetHandlers } from './datasetHandlers.ts';
import { createFigureDesk, type FigureDesk } from './figureDesk.ts';
import { figureHandlers } from './figureHandlers.ts';
import { projectHandlers } from './projectHandlers.ts';
import type { SessionRequestName, SessionRequests } from './requests.ts';
import { runHandlers } from './runHandlers.ts';
import { selectionHandlers } from './selectionHandlers.ts';
import { viewHandlers } from './viewHandlers.ts';
import { answerViewOf } from './views.ts';

/** What a window's session holds; its handlers change it. */
export interface SessionState {
  readonly emit: (event: AppEvent) => void;
  readonly pool: ComputePool;
  open: OpenProject | undefined;
  /** The import that is under way. */
  importing: { stop: AbortController; done: Promise<unknown> } | undefined;
  readonly figures: FigureDesk;
  /** The exports of datasets and figures that are under way. */
  readonly exporting: Set<{ stop: AbortController; done: Promise<unknown> }>;
}

export type Handlers<N extends SessionRequestName> = {
  [K in N]: (
    state: SessionState,
    args: SessionRequests[K]['args'],
  ) => Promise<SessionRequests[K]['result']> | SessionRequests[K]['result'];
};

/** A window's session: at most one open project, the threads that compute for it, and its queue of runs. */
export interface Session {
  /** @throws DataError, CancelledError, or what a bug threw. */
  request(name: SessionRequestName, args: unknown): Promise<unknown>;
  /** The frame that answers a view's address. */
  view(url: URL): Promise<Uint8Array<ArrayBuffer>>;
  /** Stops everything and leaves the project as a single closed file. */
  close(): Promise<void>;
}

const HANDLERS: Handlers<SessionRequestName> = {
  ...projectHandlers,
  ...datasetHandlers,
  ...runHandlers,
  ...selectionHandlers,
  ...figureHandlers,
  ...viewHandlers,
};

/** @param emit hears what the session tells unasked */
export function createSession(emit: (event: AppEvent) => void): Session {
  const state: SessionState = {
    emit,
    pool: createPool(availableParallelism()),
    open: undefined,
    importing: undefined,
    figures: createFigureDesk(),
    exporting: new Set(),
  };
  /** What SQLite refuses, in the user's words. */
  const explained = async <T>(work: () => Promise<T> | T): Promise<T> => {
    const path = state.open?.project.path;
    try {
      return await work();
    } catch (error) {
      throw databaseError(error, path ?? 'The project');
    }
  };
  return {
    request: (name, args) =>
      explained(() => (HANDLERS[name] as (state: SessionState, args: unknown) => unknown)(state, args)),
    view: (url) => explained(() => answerViewOf(state, url)),
    async close() {
      await closeOpenProject(state);
      await Promise.all([state.pool.close(), state.figures.close()]);
    },
  };
}
