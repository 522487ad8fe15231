import { exists } from './projectFolder.ts';

/**
 * Looks for files on disks that may never answer, as a network drive that is gone. Such a look occupies one of the few
 * threads that Node has for files, so at most two are under way at any time, and nobody waits long for one.
 */
export class PatientCheck {
  readonly #look: (path: string) => Promise<boolean>;
  readonly #patience: number;
  #free = 2;

  /**
   * @param look says whether there is a file
   * @param patience for how long one call waits, in ms
   */
  constructor(look: (path: string) => Promise<boolean> = exists, patience = 400) {
    this.#look = look;
    this.#patience = patience;
  }

  /** Whether each file is there. One that nothing is heard of in time counts as there: opening it will tell. */
  async exist(paths: readonly string[]): Promise<boolean[]> {
    const found = paths.map(() => true);
    let next = 0;
    let late = false;
    const work = async (): Promise<void> => {
      while (next < paths.length && !late && this.#free > 0) {
        const index = next++;
        this.#free--;
        try {
          const answer = await this.#look(paths[index]);
          if (!late) found[index] = answer;
        } finally {
          this.#free++;
        }
      }
    };
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.#patience);
    });
    await Promise.race([Promise.all([work(), work()]), patience]);
    clearTimeout(timer);
    late = true;
    return found;
  }
}
