import { AppError } from './api.ts';

/** Something the user is told at the window's edge. */
export interface Notice {
  id: number;
  kind: 'problem' | 'note' | 'done';
  title: string;
  text?: string;
  remedy?: string;
  /** Something to do about it. */
  action?: { label: string; run: () => void };
}

const SECONDS_SHOWN = 6;
/** Of a notice with something to press. */
const SECONDS_TO_ACT = 20;
const MOST = 4;

/** The notices that are shown. Problems stay until they are dismissed, the rest goes by itself. */
export class Notices {
  list: Notice[] = $state.raw([]);
  #next = 1;

  /** Shows what went wrong; a cancelled operation is no problem and shows nothing. */
  report(error: unknown, title = 'That did not work'): void {
    if (error instanceof AppError) {
      if (!error.cancelled) this.problem(title, error.problem, error.remedy);
    } else this.problem(title, error instanceof Error ? error.message : String(error));
  }

  problem(title: string, text?: string, remedy?: string, action?: Notice['action']): void {
    const same = this.list.find((notice) => notice.title === title && notice.text === text);
    if (same) this.dismiss(same.id);
    this.#add({ kind: 'problem', title, text, remedy, action });
  }

  /** Says what the user should know; it stays until it is dismissed. */
  note(title: string, text?: string): void {
    this.#add({ kind: 'note', title, text });
  }

  /** Says that something is done. */
  done(title: string, text?: string, action?: Notice['action']): void {
    const id = this.#add({ kind: 'done', title, text, action });
    setTimeout(() => this.dismiss(id), (action ? SECONDS_TO_ACT : SECONDS_SHOWN) * 1000);
  }

  dismiss(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }

  /** Takes everything away, as when the user goes on to something else. */
  clear(): void {
    this.list = [];
  }

  #add(notice: Omit<Notice, 'id'>): number {
    const id = this.#next++;
    this.list = [...this.list, { id, ...notice }].slice(-MOST);
    return id;
  }
}
