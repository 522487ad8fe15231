import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';

import * as v from 'valibot';

import type { RecentProject } from '../ipc/types.ts';
import { JsonFile } from './jsonFile.ts';
import { PatientCheck } from './patientCheck.ts';
import { projectName } from './projectFile.ts';

const MOST = 20;
const entry = v.object({ id: v.pipe(v.string(), v.uuid()), path: v.string(), openedAt: v.string() });
const schema = v.array(entry);

type Entry = v.InferOutput<typeof entry>;

/** The projects opened last, newest first. */
export class Recents {
  readonly #file: JsonFile<typeof schema>;
  readonly #check: PatientCheck;
  #entries: Entry[] = [];

  constructor(path: string, check = new PatientCheck()) {
    this.#file = new JsonFile(path, schema);
    this.#check = check;
  }

  async load(): Promise<void> {
    this.#entries = (await this.#file.read([])).slice(0, MOST);
  }

  /** Puts a project first. */
  add(path: string, openedAt: Date): Promise<void> {
    const known = this.#entries.find((recent) => recent.path === path);
    const first = { id: known?.id ?? randomUUID(), path, openedAt: openedAt.toISOString() };
    return this.#keep([first, ...this.#entries.filter((recent) => recent !== known)].slice(0, MOST));
  }

  forget(id: string): Promise<void> {
    return this.#keep(this.#entries.filter((recent) => recent.id !== id));
  }

  clear(): Promise<void> {
    return this.#keep([]);
  }

  path(id: string): string | undefined {
    return this.#entries.find((recent) => recent.id === id)?.path;
  }

  /** As they were opened, without a look at the disks. */
  get entries(): readonly Readonly<Entry>[] {
    return this.#entries;
  }

  /** With a look at whether each is still there. */
  async list(): Promise<RecentProject[]> {
    const entries = this.#entries;
    const found = await this.#check.exist(entries.map(({ path }) => path));
    return entries.map(({ id, path, openedAt }, index) => ({
      id,
      name: projectName(path),
      folder: dirname(path),
      openedAt,
      exists: found[index],
    }));
  }

  #keep(entries: Entry[]): Promise<void> {
    this.#entries = entries;
    return this.#file.write(entries);
  }
}
