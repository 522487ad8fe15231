import type { ThemeChoice } from '../../src-main/ipc/types.ts';

/** The theme as chosen, and as it is with the system's own taken in. */
export class Theme {
  choice: ThemeChoice = $state('system');
  #systemIsDark = $state(false);

  /** What is drawn. */
  readonly resolved: 'light' | 'dark' = $derived.by(() => {
    if (this.choice !== 'system') return this.choice;
    return this.#systemIsDark ? 'dark' : 'light';
  });

  /** Follows the system until the returned function is called. */
  watch(): () => void {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const take = (): void => {
      this.#systemIsDark = query.matches;
    };
    take();
    query.addEventListener('change', take);
    return () => query.removeEventListener('change', take);
  }
}
