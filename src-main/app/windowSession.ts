import { errorRecord } from '../../src-worker/data/errors.ts';
import type { AppEvent, ProjectInfo } from '../ipc/types.ts';
import type { SessionClient, startSession } from '../session/client.ts';
import type { SessionRequestName, SessionRequests } from '../session/requests.ts';

export interface OpenedProject {
  readonly path: string;
  readonly info: ProjectInfo;
}

export interface WindowSessionListener {
  /** What the session tells unasked. */
  event(event: AppEvent): void;
  /** After a project was opened, changed or closed. */
  projectChanged(project: OpenedProject | undefined): void;
  /** After the session's thread ended unexpectedly. */
  crashed(error: Error): void;
  /** After the project could not be opened again when the thread had ended. */
  projectLost(): void;
}

/** A second end of the thread within this time of the first is not answered by opening the project again, in ms. */
const CALM = 60_000;

/**
 * A window's session and what it has open. If the session's thread ends unexpectedly, another one opens the project
 * again: every change was stored when it was made.
 */
export class WindowSession {
  readonly #start: typeof startSession;
  readonly #listener: WindowSessionListener;
  #client: SessionClient;
  #project: OpenedProject | undefined;
  #lastCrash = -Infinity;
  #closed: Promise<void> | undefined;

  constructor(start: typeof startSession, listener: WindowSessionListener) {
    this.#start = start;
    this.#listener = listener;
    this.#client = this.#begin();
  }

  /** The open project as last heard of. */
  get project(): OpenedProject | undefined {
    return this.#project;
  }

  /** Has the session do something. @throws DataError, CancelledError or what a bug threw. */
  async request<N extends SessionRequestName>(
    name: N,
    args: SessionRequests[N]['args'],
  ): Promise<SessionRequests[N]['result']> {
    const result = await this.#client.request(name, args);
    if (OPENING.has(name)) this.#opened((args as { path: string }).path, result as ProjectInfo);
    if (name === 'project.close') this.#setProject(undefined);
    return result;
  }

  /** The frame that answers a view's address. */
  view(url: URL): Promise<Uint8Array<ArrayBuffer>> {
    return this.#client.view(url);
  }

  /** Closes the project and ends the thread; asked again, waits for the same end. */
  close(): Promise<void> {
    this.#closed ??= this.#client.close();
    return this.#closed;
  }

  #begin(): SessionClient {
    return this.#start(
      (event) => {
        if (event.type === 'project' && this.#project)
          this.#setProject({ ...this.#project, info: event.project });
        this.#listener.event(event);
      },
      (error) => {
        void this.#recover(error);
      },
    );
  }

  async #recover(error: Error): Promise<void> {
    if (this.#closed) return;
    const lost = this.#project;
    const again = performance.now() - this.#lastCrash < CALM;
    this.#lastCrash = performance.now();
    this.#client = this.#begin();
    this.#listener.crashed(error);
    if (lost && !again) {
      try {
        await this.request('project.open', { path: lost.path });
        this.#listener.event(
          problem('Runs that were under way have stopped. The project was opened again.', error),
        );
        return;
      } catch (failure) {
        this.#listener.crashed(failure as Error);
      }
    }
    this.#setProject(undefined);
    this.#listener.event(
      problem(
        lost ? 'Open the project again: everything that was stored is still there.' : 'Try again.',
        error,
      ),
    );
    if (lost) this.#listener.projectLost();
  }

  #opened(path: string, info: ProjectInfo): void {
    this.#setProject({ path, info });
  }

  #setProject(project: OpenedProject | undefined): void {
    this.#project = project;
    this.#listener.projectChanged(project);
  }
}

const OPENING: ReadonlySet<SessionRequestName> = new Set([
  'project.create',
  'project.open',
  'project.openExample',
  'project.saveAs',
]);

function problem(remedy: string, error: Error): AppEvent {
  const said = 'the part of the program that holds the project ended unexpectedly.';
  return {
    type: 'problem',
    title: 'The project was interrupted',
    error: { ...errorRecord(error), stack: undefined, data: { problem: said, place: {}, remedy } },
  };
}
