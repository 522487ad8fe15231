import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

const LARGEST = 2 ** 20;

/** A file in which errors of the program itself are kept for whoever looks into them; at most two files of 1 MB. */
export class Log {
  readonly path: string;
  #writing: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.path = path;
  }

  /** Adds what went wrong where. Never fails: there is nobody left to tell. */
  write(where: string, error: unknown): Promise<void> {
    const what = error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error);
    const line = `${new Date().toISOString()} ${where}: ${what}\n`;
    this.#writing = this.#writing.then(() => this.#put(line)).catch(() => undefined);
    return this.#writing;
  }

  async #put(line: string): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true });
    const size = await stat(this.path).then(
      ({ size }) => size,
      () => 0,
    );
    if (size > LARGEST) await rename(this.path, `${this.path}.old`);
    await appendFile(this.path, line);
  }
}
