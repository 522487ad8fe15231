import { randomUUID } from 'node:crypto';
import { basename, dirname } from 'node:path';

import { DataError } from '../../src-worker/data/errors.ts';
import type { Grant } from '../ipc/types.ts';
import { projectName } from './projectFile.ts';

/** What stands behind a token. */
export interface Granted {
  readonly path: string;
  readonly kind: Grant['kind'];
  /** Whether the user agreed that what is there now be replaced. */
  readonly replace: boolean;
}

interface Held extends Granted {
  readonly token: string;
  readonly window: number;
}

/**
 * The files and folders that the user gave each window, in a dialog, by a drop or when starting the program. The page
 * knows them by tokens, which are good in their own window and until it closes.
 */
export class Grants {
  readonly #held = new Map<string, Held>();

  /** Gives a window a file. The same file given again keeps its token. */
  give(window: number, path: string, kind: Grant['kind'], replace = false): Grant {
    const known = [...this.#held.values()].find(
      (held) =>
        held.window === window && held.path === path && held.kind === kind && held.replace === replace,
    );
    const token = known?.token ?? randomUUID();
    this.#held.set(token, { token, window, path, kind, replace });
    return { token, kind, name: kind === 'data' ? basename(path) : projectName(path), folder: dirname(path) };
  }

  /** @throws DataError where the window was given no such thing. */
  find(window: number, token: string, kind: Grant['kind']): Granted {
    const held = this.#held.get(token);
    if (held?.window === window && held.kind === kind) return held;
    throw new DataError(
      'this file was not given to this window.',
      {},
      'Choose it again, or drop it on the window.',
    );
  }

  /** Takes back what a window was given. */
  forget(window: number): void {
    for (const [token, held] of this.#held) if (held.window === window) this.#held.delete(token);
  }
}
