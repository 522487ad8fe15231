import type { AppEvent, MenuCommand } from '../../src-main/ipc/types.ts';

/** What answers to the menu's commands. The last to say so has a command, until it lets go. */
export class Commands {
  readonly #handlers = new Map<MenuCommand, () => void>();

  on(command: MenuCommand, handler: () => void): () => void {
    this.#handlers.set(command, handler);
    return () => {
      if (this.#handlers.get(command) === handler) this.#handlers.delete(command);
    };
  }

  run(command: MenuCommand): void {
    this.#handlers.get(command)?.();
  }
}

/** Who hears the main process's events. */
export class Listeners {
  readonly #listeners = new Set<(event: AppEvent) => void>();

  on(listener: (event: AppEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(event: AppEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
