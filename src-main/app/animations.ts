import { randomUUID } from 'node:crypto';
import { open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { DataError } from '../../src-worker/data/errors.ts';
import { fileSystemError } from '../../src-worker/formats/files/fileAccess.ts';

interface Animation {
  readonly window: number;
  readonly path: string;
  /** Hidden beside `path`, so that giving it its name is one step of the file system. */
  readonly partial: string;
  readonly file: FileHandle;
  /** The last piece that is being written. */
  written: Promise<unknown>;
}

/**
 * The films that pages are writing. A page knows its own by a token and hands over pieces; the file appears under its name
 * when it is whole, and whatever ends before leaves nothing of it.
 */
export class Animations {
  readonly #open = new Map<string, Animation>();

  /**
   * Begins a file, in place of one of that name once it is whole.
   *
   * @throws DataError where the folder is gone or may not be written to.
   */
  async begin(window: number, path: string): Promise<string> {
    const token = randomUUID();
    const partial = join(dirname(path), `.${basename(path)}.${token.slice(0, 8)}.partial`);
    try {
      if ((await stat(path).catch(() => undefined))?.isDirectory())
        throw new DataError('this is a folder.', { file: path }, 'Choose another name.');
      const file = await open(partial, 'wx');
      this.#open.set(token, { window, path, partial, file, written: Promise.resolve() });
    } catch (error) {
      throw explained(error, path);
    }
    return token;
  }

  /** Writes a piece at its place, in bytes from the start. @throws DataError where the disk is full or lost. */
  async write(window: number, token: string, position: number, bytes: Uint8Array): Promise<void> {
    const animation = this.#find(window, token);
    animation.written = animation.written.then(() => writeAll(animation.file, bytes, position));
    try {
      await animation.written;
    } catch (error) {
      await this.#drop(token);
      throw explained(error, animation.path);
    }
  }

  /**
   * Gives the file its name, or leaves nothing of it; gives its path where it is kept.
   *
   * @throws DataError where the file cannot be brought to the disk; then nothing is left of it either.
   */
  async end(window: number, token: string, keep: boolean): Promise<string | undefined> {
    const { path, partial, file, written } = this.#find(window, token);
    if (!keep) {
      await this.#drop(token);
      return undefined;
    }
    try {
      await written;
      await file.sync();
      await file.close();
      await rename(partial, path);
      this.#open.delete(token);
    } catch (error) {
      await this.#drop(token);
      throw explained(error, path);
    }
    return path;
  }

  /** Whether a window is writing one. */
  isWriting(window: number): boolean {
    return [...this.#open.values()].some((animation) => animation.window === window);
  }

  /** Leaves nothing of what a window had begun, as its page ended. */
  async forget(window: number): Promise<void> {
    const tokens = [...this.#open].filter(([, animation]) => animation.window === window);
    await Promise.all(tokens.map(([token]) => this.#drop(token)));
  }

  #find(window: number, token: string): Animation {
    const animation = this.#open.get(token);
    if (animation?.window === window) return animation;
    throw new DataError('this animation is no longer being written.', {}, 'Export it again.');
  }

  async #drop(token: string): Promise<void> {
    const animation = this.#open.get(token);
    if (!animation) return;
    this.#open.delete(token);
    await animation.written.catch(() => undefined); // whoever sent the piece hears of it
    await animation.file.close().catch(() => undefined);
    await rm(animation.partial, { force: true });
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

function explained(error: unknown, path: string): unknown {
  if (error instanceof DataError) return error;
  if ((error as NodeJS.ErrnoException).code === 'ENOENT')
    return new DataError('the folder does not exist.', { file: path }, 'Create it, or choose another place.');
  return error instanceof Error && 'code' in error ? fileSystemError(error, path) : error;
}
