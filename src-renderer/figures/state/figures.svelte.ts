import * as v from 'valibot';

import type { FigureForm } from '../../../src-main/figures/spec/form.ts';
import type { Panel, PanelKind } from '../../../src-main/figures/spec/panels.ts';
import type { FigureInput, FigureRecord, FigureSpec } from '../../../src-main/ipc/types.ts';
import { VISIONS } from '../../../src-worker/drawing/colors/vision.ts';
import { bridge, call } from '../../state/api.ts';
import type { AppState } from '../../state/app.svelte.ts';
import { flush, saveSoon } from '../../state/saveSoon.ts';
import { persisted } from '../../state/viewState.svelte.ts';
import type { PanelInput } from './embeddingPanel.ts';
import { FigureEditor } from './figureEditor.svelte.ts';
import { addPanel, withRoom } from './specEdits.ts';

/** How the picture's colours are shown. */
export const VISION_CHOICES = ['usual', ...VISIONS] as const;
export type VisionChoice = (typeof VISION_CHOICES)[number];

const place = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const keptSchema = v.object({
  /** The figure that was open last. */
  open: v.fallback(v.nullable(place), null),
  /** Its selected panel. */
  panel: v.fallback(v.nullable(place), null),
  tab: v.fallback(v.picklist(['panel', 'figure']), 'figure'),
  /** Times its true size; null for as large as fits. */
  zoom: v.fallback(v.nullable(v.pipe(v.number(), v.minValue(0.05), v.maxValue(10))), null),
  vision: v.fallback(v.picklist(VISION_CHOICES), 'usual'),
});

/** The figures of the open project, and the one that is open. */
export class Figures {
  list: FigureRecord[] = $state.raw([]);
  /** Why there is no list. */
  error: unknown = $state.raw();
  loaded = $state(false);
  /** What can be set, and how; undefined until it is there. */
  form: FigureForm | undefined = $state.raw();
  editor: FigureEditor | undefined = $state.raw();
  readonly kept = persisted('figures', keptSchema);
  readonly #app: AppState;
  readonly #ready: Promise<void>;

  constructor(app: AppState) {
    this.#app = app;
    this.#ready = this.#load();
  }

  /** The open figure as the project has it. */
  readonly open: FigureRecord | undefined = $derived.by(() => this.#find(this.kept.value.open));

  /** Shows another figure. */
  show(id: number): void {
    const record = this.#find(id);
    if (!record || this.editor?.id === id) return;
    this.kept.update({ open: id, panel: null, tab: 'figure' });
    this.#edit(record, null);
  }

  /** Makes a figure and shows it. @returns whether that was possible */
  async create(name: string, spec: FigureInput): Promise<boolean> {
    return this.#attempt('The figure could not be made', async () => {
      const record = await call(bridge.figures.create({ name, spec }));
      this.list = [...this.list, record];
      this.show(record.id);
    });
  }

  rename(id: number, name: string): Promise<boolean> {
    return this.#attempt('The figure could not be renamed', async () => {
      this.#replace(await call(bridge.figures.update({ figureId: id, name })));
    });
  }

  async duplicate({ id, name, spec }: FigureRecord): Promise<void> {
    const latest = this.editor?.id === id ? this.editor.spec : spec;
    if (latest) await this.create(`${name} copy`, latest);
  }

  remove(id: number): Promise<boolean> {
    return this.#attempt('The figure could not be deleted', async () => {
      await flush(keyOf(id));
      await call(bridge.figures.remove({ figureId: id }));
      const at = this.list.findIndex((record) => record.id === id);
      this.list = this.list.filter((record) => record.id !== id);
      if (this.kept.value.open !== id) return;
      this.editor = undefined;
      this.kept.update({ open: null, panel: null });
      const next = this.list[Math.min(at, this.list.length - 1)];
      if (next) this.show(next.id);
    });
  }

  /** A new panel of a kind, with nothing but defaults. */
  newPanel(kind: PanelKind): Panel | undefined {
    return this.form?.panels.find((one) => one.kind === kind)?.usual as Panel | undefined;
  }

  /**
   * Adds a panel of a run to the figure that was open last, or to a new one.
   *
   * @returns the name of that figure; undefined where it was not possible
   */
  async add(panel: PanelInput, run: number): Promise<string | undefined> {
    await this.#ready;
    const { editor } = this;
    const usual = this.newPanel(panel.kind);
    if (!editor || !usual) {
      const made = await this.create('Figure 1', { run, size: 'nature-single', columns: 1, panels: [panel] });
      return made ? this.open?.name : undefined;
    }
    if (editor.spec.panels.length >= (this.form?.mostPanels ?? 0)) {
      this.#app.notices.problem(
        'The figure is full',
        `It has ${editor.spec.panels.length} panels.`,
        'Make a new figure, or remove a panel first.',
      );
      return undefined;
    }
    const own = editor.spec.run === run ? null : run;
    editor.apply(addPanel(withRoom(editor.spec), { ...usual, ...panel, run: own } as Panel));
    return this.open?.name;
  }

  async #load(): Promise<void> {
    try {
      const [list, form] = await Promise.all([
        call(bridge.figures.list(undefined)),
        call(bridge.figures.form(undefined)),
        this.kept.load(),
      ]);
      this.form = form;
      this.list = list;
      const { open, panel } = this.kept.value;
      const record = this.#find(open) ?? list.at(-1);
      if (record) {
        if (record.id !== open) this.kept.update({ open: record.id, panel: null });
        this.#edit(record, panel);
      }
    } catch (error) {
      this.error = error;
    }
    this.loaded = true;
  }

  #edit({ id, spec }: FigureRecord, panel: number | null): void {
    this.editor = spec ? new FigureEditor(id, spec, panel, (editor) => this.#keep(editor)) : undefined;
  }

  /** Keeps the figure soon, and what of it is selected. */
  #keep(editor: FigureEditor): void {
    if (this.kept.value.panel !== editor.selected) this.kept.update({ panel: editor.selected });
    const record = this.#find(editor.id);
    if (record && record.spec !== editor.spec)
      saveSoon(keyOf(editor.id), () => this.#save(editor.id, editor.spec));
  }

  async #save(figureId: number, spec: FigureSpec): Promise<void> {
    await this.#attempt('The figure could not be saved', async () => {
      const record = await call(bridge.figures.update({ figureId, spec }));
      // The page goes on with its own description, which may be ahead of what was saved.
      this.#replace({ ...record, spec });
    });
  }

  #find(id: number | null): FigureRecord | undefined {
    return this.list.find((record) => record.id === id);
  }

  #replace(record: FigureRecord): void {
    this.list = this.list.map((one) => (one.id === record.id ? record : one));
  }

  async #attempt(title: string, action: () => Promise<void>): Promise<boolean> {
    try {
      await action();
      return true;
    } catch (error) {
      this.#app.notices.report(error, title);
      return false;
    }
  }
}

function keyOf(id: number): string {
  return `figure:${id}`;
}
