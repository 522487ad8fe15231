import type { Grant } from '../../src-main/ipc/types.ts';
import { bridge, call } from '../state/api.ts';
import { frameCount, type AnimationSettings } from './choices.ts';
import type { AnimationContent } from './content.ts';

/** How a recording ended; nothing where it was cancelled. */
export type RecordingEnd = { written: Grant } | { error: unknown } | undefined;

/** An animation that is being recorded to a file that the user chose. */
export class Recording {
  readonly frames: number;
  done = $state(0);
  /** Whether all frames are drawn and the file is being finished. */
  readonly finishing: boolean = $derived.by(() => this.done === this.frames);
  readonly #cancel = new AbortController();
  readonly #began = performance.now();
  readonly #token: string;

  /** @param token The file's, of `figures.beginAnimation`. */
  constructor(token: string, settings: AnimationSettings) {
    this.#token = token;
    this.frames = frameCount(settings);
  }

  /** Seconds that it will go on, reckoned from the frames so far; undefined while there are few. */
  readonly secondsLeft: number | undefined = $derived.by(() => {
    const { done, frames } = this;
    if (done < 5) return undefined;
    return ((performance.now() - this.#began) / 1000) * ((frames - done) / done);
  });

  /** Ends it soon; nothing is left of the file. */
  cancel(): void {
    this.#cancel.abort();
  }

  /** Draws, encodes and writes it. Never throws. */
  async run(content: AnimationContent, settings: AnimationSettings): Promise<RecordingEnd> {
    const token = this.#token;
    const { signal } = this.#cancel;
    try {
      const { recordAnimation } = await import('./recorder.ts');
      const family = getComputedStyle(document.body).fontFamily;
      await fontsOf(family, content);
      await recordAnimation(
        content,
        settings,
        family,
        async (position, bytes) => {
          await call(bridge.figures.writeAnimation({ token, position, bytes }));
        },
        { signal, onFrame: (done) => (this.done = done) },
      );
      const written = await call(bridge.figures.endAnimation({ token, keep: true }));
      return written ? { written } : undefined;
    } catch (error) {
      // Where writing failed the file is gone already; what went wrong first is what counts.
      await bridge.figures.endAnimation({ token, keep: false }).catch(() => undefined);
      return signal.aborted ? undefined : { error };
    }
  }
}

/** Loads the fonts of the texts that are drawn: a canvas does not wait for them. */
async function fontsOf(family: string, { labels, legend }: AnimationContent): Promise<void> {
  const entries = legend?.kind === 'labels' ? legend.entries.map(({ label }) => label) : [];
  const text = [...labels.map((label) => label.text), legend?.title ?? '', ...entries, '0'].join('');
  await Promise.all(['600 13px', '13px'].map((style) => document.fonts.load(`${style} ${family}`, text)));
}
