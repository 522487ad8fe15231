import * as v from 'valibot';

import type { Source } from './app.svelte.ts';
import { persisted, type Persisted } from './viewState.svelte.ts';

export const RIGHT_TABS = ['genes', 'fates', 'quality', 'history'] as const;
export type RightTab = (typeof RIGHT_TABS)[number];

/** Below this width of the window the right dock is closed unless opened there. */
const NARROW = 1180;
/** The embedding keeps at least this width beside the docks. */
const LEAST_CENTRE = 360;
/** In a narrow window the right dock lies over the embedding where less than this would be left of it. */
const ROOM = 560;
const USUAL_RIGHT = 340;
const LEAST = { left: 224, right: 304 } as const;

const id = v.pipe(v.number(), v.safeInteger());
const width = v.fallback(v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(4000))), null);
const schema = v.object({
  leftOpen: v.fallback(v.boolean(), true),
  rightOpen: v.fallback(v.boolean(), true),
  /** Whether the right dock is open in a narrow window. */
  overlayOpen: v.fallback(v.boolean(), false),
  /** In pixels as the user set it; null as long as the window decides. */
  leftWidth: width,
  rightWidth: width,
  tab: v.fallback(v.picklist(RIGHT_TABS), 'genes'),
  source: v.fallback(
    v.nullable(v.union([v.strictObject({ run: id }), v.strictObject({ dataset: id })])),
    null,
  ),
});

/** The workspace's docks: which are open, how wide, and what is shown. Kept with the project. */
export class Layout {
  readonly #kept: Persisted<typeof schema> = persisted('workspace', schema);
  /** Of the window, in pixels. */
  windowWidth = $state(1280);

  readonly narrow: boolean = $derived(this.windowWidth < NARROW);
  readonly leftOpen: boolean = $derived(this.#kept.value.leftOpen);
  readonly rightOpen: boolean = $derived(
    this.narrow ? this.#kept.value.overlayOpen : this.#kept.value.rightOpen,
  );
  readonly tab: RightTab = $derived(this.#kept.value.tab);
  readonly source: Source | null = $derived(this.#kept.value.source);
  readonly loaded: boolean = $derived(this.#kept.loaded);

  readonly leftMost: number = $derived(
    Math.max(LEAST.left, Math.min(520, Math.round(0.35 * this.windowWidth))),
  );
  readonly leftWidth: number = $derived(
    between(
      this.#kept.value.leftWidth ?? between(0.19 * this.windowWidth, 240, 360),
      LEAST.left,
      this.leftMost,
    ),
  );
  readonly #beside: number = $derived(this.windowWidth - (this.leftOpen ? this.leftWidth : 0));
  /** Whether the right dock lies over the embedding instead of beside it. */
  readonly rightOver: boolean = $derived(this.narrow && this.#beside - USUAL_RIGHT < ROOM);
  readonly rightMost: number = $derived(
    Math.max(LEAST.right, this.#beside - (this.rightOver ? 0 : LEAST_CENTRE)),
  );
  readonly rightWidth: number = $derived(
    between(
      this.#kept.value.rightWidth ?? between(0.28 * this.windowWidth, USUAL_RIGHT, 640),
      LEAST.right,
      this.rightMost,
    ),
  );
  readonly leftLeast = LEAST.left;
  readonly rightLeast = LEAST.right;

  load(): Promise<unknown> {
    return this.#kept.load();
  }

  toggleLeft(): void {
    this.#kept.update({ leftOpen: !this.leftOpen });
  }

  toggleRight(): void {
    this.#kept.update(this.narrow ? { overlayOpen: !this.rightOpen } : { rightOpen: !this.rightOpen });
  }

  resizeLeft(pixels: number): void {
    this.#kept.update({ leftWidth: between(pixels, LEAST.left, this.leftMost) });
  }

  resizeRight(pixels: number): void {
    this.#kept.update({ rightWidth: between(pixels, LEAST.right, this.rightMost) });
  }

  /** Gives both widths back to the window. */
  resetWidth(side: 'left' | 'right'): void {
    this.#kept.update(side === 'left' ? { leftWidth: null } : { rightWidth: null });
  }

  showTab(tab: RightTab): void {
    this.#kept.update({ tab });
  }

  keepSource(source: Source | undefined): void {
    if (JSON.stringify(source ?? null) !== JSON.stringify(this.source))
      this.#kept.update({ source: source ?? null });
  }
}

function between(value: number, least: number, most: number): number {
  return Math.round(Math.min(Math.max(value, least), most));
}
