import { MediaQuery } from 'svelte/reactivity';

import { hideCategories } from '../../src-worker/drawing/colors/cellColors.ts';
import type { Rgb } from '../../src-worker/drawing/colors/sequential.ts';
import type { Hidden } from '../components/legend.ts';
import type { Flow } from '../gl/sceneProps.ts';
import { colorsFor } from './coloring.ts';
import type { DashboardModel } from './model.ts';
import { storedTheme, storeTheme, type Theme, type ThemeChoice } from './theme.ts';

export type Tab = 'genes' | 'kinetics' | 'fates' | 'run';

/** With more clusters their names hide the cells; they then wait until asked for. */
const MOST_LABELS = 24;
const NONE: Hidden = new Set();
const UNDECIDED: Record<Theme, Rgb> = { light: [206, 206, 204], dark: [72, 76, 82] };

/** What the user chose, and what follows from it for every panel. */
export class DashboardState {
  readonly model: DashboardModel;
  colorBy = $state('clusters');
  tab: Tab = $state('kinetics');
  /** Place among the portraits. */
  portrait = $state(0);
  /** The cell pointed at, in the embedding or a portrait; −1 for none. */
  hovered = $state(-1);
  showLabels = $state(false);
  #hidden: Record<string, Hidden> = $state.raw({});
  #themeChoice: ThemeChoice = $state(storedTheme());
  #flowChoice: Flow | undefined = $state();
  readonly #dark = new MediaQuery('prefers-color-scheme: dark');
  readonly #still = new MediaQuery('prefers-reduced-motion: reduce');

  constructor(model: DashboardModel) {
    this.model = model;
    if (model.portraitGenes.length > 0) this.tab = 'genes';
    this.showLabels = model.clusters.categories.length <= MOST_LABELS;
  }

  readonly theme: Theme = $derived.by(() =>
    this.#themeChoice === 'system' ? (this.#dark.current ? 'dark' : 'light') : this.#themeChoice,
  );

  get themeChoice(): ThemeChoice {
    return this.#themeChoice;
  }

  set themeChoice(choice: ThemeChoice) {
    this.#themeChoice = choice;
    storeTheme(choice);
  }

  /** Animated unless the user chose otherwise, here or by asking the system for less motion. */
  readonly flow: Flow = $derived.by(() => {
    const { field, streamlines } = this.model;
    if (this.#flowChoice) return this.#flowChoice;
    if (field && !this.#still.current) return 'animated';
    return streamlines ? 'lines' : 'off';
  });

  chooseFlow(flow: Flow): void {
    this.#flowChoice = flow;
  }

  /** Categories of a column of labels that the user hid. */
  hiddenOf(column: string): Hidden {
    return this.#hidden[column] ?? NONE;
  }

  setHidden(column: string, hidden: Hidden): void {
    this.#hidden = { ...this.#hidden, [column]: hidden };
  }

  showAll(): void {
    this.#hidden = {};
  }

  /** Categories hidden in columns that are not the one coloured by, so that their legend does not tell. */
  readonly hiddenElsewhere = $derived.by(() =>
    Object.entries(this.#hidden)
      .filter(([column]) => column !== this.colorBy)
      .reduce((sum, [, hidden]) => sum + hidden.size, 0),
  );

  /** RGBA a cell; cells of hidden categories have alpha 0. */
  readonly colors = $derived.by(() => {
    let colors = colorsFor(this.model, this.colorBy, UNDECIDED[this.theme]);
    for (const column of this.model.columns)
      if (column.kind === 'labels')
        colors = hideCategories(colors, column.labels.codes, this.hiddenOf(column.id));
    return colors;
  });
}
