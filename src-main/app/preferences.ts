import * as v from 'valibot';

import type { ThemeChoice } from '../ipc/types.ts';
import { JsonFile } from './jsonFile.ts';

const folder = v.optional(v.string());
const schema = v.object({
  theme: v.optional(v.picklist(['system', 'light', 'dark']), 'system'),
  /** The folder in which the user last chose something, by what was chosen. */
  folders: v.optional(v.object({ data: folder, project: folder, export: folder }), {}),
});

export type Purpose = keyof v.InferOutput<typeof schema>['folders'];

/** What the user set for the program as a whole. */
export class Preferences {
  readonly #file: JsonFile<typeof schema>;
  #values: v.InferOutput<typeof schema> = { theme: 'system', folders: {} };

  constructor(path: string) {
    this.#file = new JsonFile(path, schema);
  }

  async load(): Promise<void> {
    this.#values = await this.#file.read(this.#values);
  }

  get theme(): ThemeChoice {
    return this.#values.theme;
  }

  setTheme(theme: ThemeChoice): Promise<void> {
    return this.#change({ theme });
  }

  /** Where the user last chose something of that kind. */
  folder(purpose: Purpose): string | undefined {
    return this.#values.folders[purpose];
  }

  setFolder(purpose: Purpose, path: string): Promise<void> {
    return this.#change({ folders: { ...this.#values.folders, [purpose]: path } });
  }

  #change(values: Partial<v.InferOutput<typeof schema>>): Promise<void> {
    this.#values = { ...this.#values, ...values };
    return this.#file.write(this.#values);
  }
}
