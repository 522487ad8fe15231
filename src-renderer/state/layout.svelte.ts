import * as v from 'valibot';

import type { Source } from './app.svelte.ts';
import { between, dockWidths, isNarrow, LEAST_DOCK, type DockWidths } from './dockWidths.ts';
import { persisted, type Persisted } from './viewState.svelte.ts';

const RIGHT_TABS = ['genes', 'fates', 'quality', 'history'] as const;
export type RightTab = (typeof RIGHT_TABS)[number];

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
  /** Whether figures are composed in place of the embedding. */
  figures: v.fallback(v.boolean(), false),
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

  readonly narrow: boolean = $derived(isNarrow(this.windowWidth));
  readonly leftOpen: boolean = $derived(this.#kept.value.leftOpen);
  readonly rightOpen: boolean = $derived(
    this.narrow ? this.#kept.value.overlayOpen : this.#kept.value.rightOpen,
  );
  readonly tab: RightTab = $derived(this.#kept.value.tab);
  readonly figures: boolean = $derived(this.#kept.value.figures);
  readonly source: Source | null = $derived(this.#kept.value.source);
  readonly loaded: boolean = $derived(this.#kept.loaded);

  readonly #widths: DockWidths = $derived(
    dockWidths(
      this.windowWidth,
      { left: this.#kept.value.leftWidth, right: this.#kept.value.rightWidth },
      this.leftOpen,
    ),
  );
  readonly leftWidth: number = $derived(this.#widths.left);
  readonly leftMost: number = $derived(this.#widths.leftMost);
  readonly rightWidth: number = $derived(this.#widths.right);
  readonly rightMost: number = $derived(this.#widths.rightMost);
  /** Whether the right dock lies over the embedding instead of beside it. */
  readonly rightOver: boolean = $derived(this.#widths.rightOver);
  readonly leftLeast = LEAST_DOCK.left;
  readonly rightLeast = LEAST_DOCK.right;

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
    this.#kept.update({ leftWidth: between(pixels, LEAST_DOCK.left, this.leftMost) });
  }

  resizeRight(pixels: number): void {
    this.#kept.update({ rightWidth: between(pixels, LEAST_DOCK.right, this.rightMost) });
  }

  /** Gives both widths back to the window. */
  resetWidth(side: 'left' | 'right'): void {
    this.#kept.update(side === 'left' ? { leftWidth: null } : { rightWidth: null });
  }

  showTab(tab: RightTab): void {
    this.#kept.update({ tab });
  }

  showFigures(figures: boolean): void {
    this.#kept.update({ figures });
  }

  keepSource(source: Source | undefined): void {
    if (JSON.stringify(source ?? null) !== JSON.stringify(this.source))
      this.#kept.update({ source: source ?? null });
  }
}
