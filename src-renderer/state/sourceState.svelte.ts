import { untrack } from 'svelte';

import type { AppEvent, Selection } from '../../src-main/ipc/types.ts';
import type { Category, ColumnInfo, EmbeddingInfo } from '../../src-main/views/contract.ts';
import type { SelectionMode } from '../components/embedding/selectionDrag.ts';
import type { Lines } from '../../src-worker/drawing/lines.ts';
import { packCells, unpackCells } from '../../src-worker/drawing/packedCells.ts';
import type { VectorField } from '../../src-worker/drawing/vectorField.ts';
import type { Size, View } from '../../src-worker/drawing/view.ts';
import { bridge, call } from './api.ts';
import type { AppState, Source } from './app.svelte.ts';
import { categoryEdit } from './categoryEdit.ts';
import { shownCells } from './cellPlaces.ts';
import { CellSelection } from './cellSelection.svelte.ts';
import { Coloring } from './coloring.svelte.ts';
import { ColumnStore } from './columnStore.svelte.ts';
import type { Frame } from './frame.ts';
import { GeneTable } from './geneTable.ts';
import { Loaded } from './loaded.svelte.ts';
import { NameList } from './nameList.ts';
import { sameFrame } from './sameFrame.ts';
import {
  clusterColumn,
  geneColoring,
  withEdit,
  type GeneChoice,
  type LabelColumn,
} from '../../src-worker/drawing/painting.ts';
import { ViewCache } from './viewCache.ts';
import { viewChoices, type ViewChoices } from './viewChoices.ts';
import { persisted, type Persisted } from './viewState.svelte.ts';
import { fetchView, isAbort } from './views.ts';

const CACHE_BYTES = 256 * 1024 ** 2;
/** How long to wait for more results of a run before drawing it again, in milliseconds. */
const SETTLE = 400;

/** Everything about the run or dataset that is shown. Made in an effect, whose end is its own. */
export class SourceState {
  readonly source: Source;
  readonly cache: ViewCache;
  readonly kept: Persisted<typeof viewChoices>;
  readonly scene = new Loaded<Frame<'scene'>>();
  readonly genes = new Loaded<GeneTable>();
  readonly fates = new Loaded<Frame<'fates'>>();
  readonly names = new Loaded<NameList>();
  /** Everything to colour by, with the project's edits. */
  columns: ColumnInfo[] = $state.raw([]);
  /** Counts how often the source was read again because it changed. */
  version = $state(0);
  /** The cell pointed at, in the embedding or a portrait; −1 for none. */
  hovered = $state(-1);
  /** What the embedding is drawn on, in CSS pixels. */
  stage: Size = $state.raw({ width: 0, height: 0 });
  readonly values: ColumnStore;
  readonly selection = new CellSelection();
  readonly coloring: Coloring;
  readonly #app: AppState;
  readonly #project: string;
  #request: AbortController | undefined;
  #settling: ReturnType<typeof setTimeout> | undefined;
  #selectionRestored = false;

  constructor(app: AppState, project: string, source: Source) {
    this.#app = app;
    this.#project = project;
    this.source = source;
    this.cache = new ViewCache(project, CACHE_BYTES);
    this.kept = persisted('run' in source ? `run:${source.run}` : `dataset:${source.dataset}`, viewChoices);
    this.values = new ColumnStore((id) => this.cache.get('column', { source, id }));
    this.coloring = new Coloring(this, () => app.theme.resolved);
    void this.#start();
    $effect(() => app.onEvent((event) => this.#hear(event)));
    $effect(() => () => {
      clearTimeout(this.#settling);
      this.#request?.abort();
    });
  }

  /** How many cells are shown. */
  readonly cells: number = $derived.by(() => this.scene.value?.header.cells ?? 0);
  readonly positions: Float32Array | undefined = $derived.by(() => this.scene.value?.arrays.positions);
  readonly embedding: EmbeddingInfo | undefined = $derived.by(() => {
    const header = this.scene.value?.header;
    return header?.embeddings.find(({ id }) => id === header.embedding);
  });

  /** The run's clusters, else the column that the user said holds them, else the first of labels. */
  readonly clusters: LabelColumn | undefined = $derived.by(() =>
    clusterColumn(this.columns, this.#app.dataset?.roles.clusters),
  );

  readonly field: VectorField | undefined = $derived.by(() => {
    const { header, arrays } = this.scene.value ?? {};
    const { gridMask: mask, gridVectors: vectors, gridDensity: density } = arrays ?? {};
    return header?.grid && mask && vectors ? { ...header.grid, mask, vectors, density } : undefined;
  });

  readonly streamlines: Lines | undefined = $derived.by(() => {
    const { linePoints: points, lineOffsets: offsets } = this.scene.value?.arrays ?? {};
    return points && offsets && offsets.length > 1 ? { points, offsets } : undefined;
  });

  /** Whether the flow is that of a quicker model, as long as the run has none of its own. */
  readonly preview: boolean = $derived.by(() => this.scene.value?.header.preview ?? false);
  /** Whether there is a flow to animate in a file, which nobody is to take for the run's where it is not. */
  readonly animated: boolean = $derived.by(() => this.field !== undefined && !this.preview);

  /** The gene whose portrait is shown: the chosen one, else the first of the kinetics table. */
  readonly gene: string | undefined = $derived.by(() => this.kept.value.gene ?? this.genes.value?.best);

  choose(changes: Partial<ViewChoices>): void {
    this.kept.update(changes);
  }

  /** Reads a gene that is likely to be chosen next, so that it colours the cells at once. */
  expectGene(choice: GeneChoice): void {
    // If it fails, that is told when the gene is chosen.
    this.cache.get('gene', { source: this.source, ...choice }).catch(() => undefined);
  }

  colorByGene(choice: GeneChoice): void {
    this.choose({ colorBy: geneColoring(choice), gene: choice.gene });
  }

  chooseEmbedding(id: string): void {
    this.choose({ embedding: id, view: null });
    void this.#load();
  }

  moveTo(view: View | undefined): void {
    this.choose({ view: view ?? null });
  }

  select(cells: ArrayLike<number>, mode: SelectionMode): void {
    this.selection.apply(cells, mode, this.cells);
    this.choose({ selected: this.selection.count > 0 ? packCells(this.selection.cells()) : null });
  }

  /** Selects the cells of a category. */
  selectCategory(column: LabelColumn, place: number): void {
    const codes = this.values.codes(column.id);
    if (!codes) return;
    const cells = new Uint32Array(column.categories[place].count);
    for (let i = 0, n = 0; i < codes.length; i++) if (codes[i] === place) cells[n++] = i;
    this.select(cells, 'replace');
  }

  /** Has the table of genes fetched, where it is not there yet. */
  needGenes(): void {
    if (!untrack(() => this.genes.value || this.genes.busy)) void this.genes.take(this.#genes());
  }

  needFates(): void {
    const { source } = this;
    if ('run' in source && !untrack(() => this.fates.value || this.fates.busy))
      void this.fates.take(this.cache.get('fates', { source }));
  }

  needNames(): void {
    if (!untrack(() => this.names.value || this.names.busy)) void this.names.take(this.#names());
  }

  /** Keeps the selected cells with the dataset under a name. @throws AppError where the name is taken. */
  async saveSelection(datasetId: number, name: string): Promise<Selection> {
    const places = await this.#places();
    const cells = this.selection.cells();
    return call(
      bridge.selections.save({ datasetId, name, cells: places ? cells.map((cell) => places[cell]) : cells }),
    );
  }

  /** Selects the cells of a kept selection, as far as they are shown; says how many are. */
  async restoreSelection(id: number): Promise<number> {
    const [saved, places] = await Promise.all([call(bridge.selections.cells({ id })), this.#places()]);
    this.select(places ? shownCells(saved, places) : saved, 'replace');
    return this.selection.count;
  }

  /** Shows a column's categories otherwise, and keeps that with the project. */
  async editCategories(column: LabelColumn, edit: (category: Category) => Category): Promise<void> {
    const datasetId = this.#app.dataset?.id;
    if (datasetId === undefined) return;
    const categories = column.categories.map(edit);
    this.columns = withEdit(this.columns, column.editKey, edit);
    try {
      await call(
        bridge.datasets.editColumn({
          datasetId,
          column: column.editKey,
          edit: categoryEdit(column.categories, categories),
        }),
      );
      // Fates are named and coloured after clusters, and the reverse may hold for other columns of the same edit.
      this.cache.forget(this.source);
      const { header } = await this.cache.get('columns', { source: this.source });
      this.columns = header.columns;
      this.fates.clear();
    } catch (error) {
      this.#app.notices.report(error, 'The legend could not be changed');
      void this.#load();
    }
  }

  async #start(): Promise<void> {
    await this.kept.load();
    await this.#load();
  }

  async #load(): Promise<void> {
    this.#request?.abort();
    const request = new AbortController();
    this.#request = request;
    const { source } = this;
    const embedding = this.kept.value.embedding ?? undefined;
    const columns = this.cache.get('columns', { source });
    const scene = fetchView(this.#project, 'scene', { source, embedding }, request.signal).catch(
      (error: unknown) => {
        if (isAbort(error) || embedding === undefined) throw error;
        // The embedding chosen last time may have gone with a step that was run again.
        return fetchView(this.#project, 'scene', { source }, request.signal);
      },
    );
    const both = Promise.all([scene, columns]).then(([frame, { header }]) => {
      if (this.#request !== request) return frame;
      this.columns = header.columns;
      // What did not change goes on undisturbed: neither camera nor particles start anew.
      return sameFrame(frame, this.scene.value);
    });
    both.catch(() => undefined);
    await this.scene.take(both);
    if (this.#request === request) this.#restoreSelection();
  }

  #restoreSelection(): void {
    const { selected } = this.kept.value;
    if (this.#selectionRestored || this.cells === 0) return;
    this.#selectionRestored = true;
    if (selected !== null) this.selection.apply(unpackCells(selected, this.cells), 'replace', this.cells);
  }

  #hear(event: AppEvent): void {
    const { source } = this;
    if (!('run' in source)) return;
    const stored = (event.type === 'stored' || event.type === 'preview') && event.runId === source.run;
    const ended = event.type === 'run' && event.run.id === source.run && event.run.status !== 'running';
    if (!stored && !ended) return;
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => void this.#refresh(), SETTLE);
  }

  /** Reads the run again, since it has more than before. */
  async #refresh(): Promise<void> {
    const before = this.cells;
    this.cache.forget(this.source);
    await this.#load();
    if (this.cells !== before) {
      // Places of cells mean others now that some were left out.
      this.hovered = -1;
      this.selection.clear();
      this.choose({ selected: null, pinned: null });
    }
    this.values.refresh();
    if (this.genes.value) void this.genes.take(this.#genes());
    if (this.names.value) void this.names.take(this.#names());
    this.fates.clear();
    this.version++;
  }

  async #genes(): Promise<GeneTable> {
    return new GeneTable(await this.cache.get('genes', { source: this.source }));
  }

  /** Where the cells are in the dataset; undefined where all of them are shown. */
  async #places(): Promise<Uint32Array | undefined> {
    return (await this.cache.get('cells', { source: this.source })).arrays.places;
  }

  async #names(): Promise<NameList> {
    const { header, arrays } = await this.cache.get('cells', { source: this.source });
    return new NameList(arrays.names, header.cells);
  }
}
