import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import * as v from 'valibot';

import { writeAtomically } from '../../src-worker/formats/files/writeAtomically.ts';

/** A small file of the program's own settings. What in it cannot be read counts as never written. */
export class JsonFile<S extends v.GenericSchema> {
  readonly #path: string;
  readonly #schema: S;
  #writing: Promise<void> = Promise.resolve();

  constructor(path: string, schema: S) {
    this.#path = path;
    this.#schema = schema;
  }

  /** What was written last, or `otherwise`. */
  async read(otherwise: v.InferOutput<S>): Promise<v.InferOutput<S>> {
    try {
      const result = v.safeParse(this.#schema, JSON.parse(await readFile(this.#path, 'utf8')));
      return result.success ? result.output : otherwise;
    } catch {
      return otherwise;
    }
  }

  /** Writes whole or not at all, one after the other. Settings that cannot be written are no reason to stop working. */
  write(value: v.InferOutput<S>): Promise<void> {
    const text = JSON.stringify(value, null, 2);
    this.#writing = this.#writing.then(() => this.#put(text)).catch(() => undefined);
    return this.#writing;
  }

  async #put(text: string): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true });
    await writeAtomically(this.#path, (temporary) => writeFile(temporary, text));
  }
}
