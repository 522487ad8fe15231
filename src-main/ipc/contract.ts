import * as v from 'valibot';

import type { FileSummary } from '../../src-worker/formats/index.ts';
import { DATASET_FORMATS } from '../../src-worker/formats/datasetFormat.ts';
import { UNMATCHED_CELLS } from '../../src-worker/formats/source.ts';
import { FIGURE_FORMATS } from '../figures/formats.ts';
import { figureSchema as figure } from '../figures/spec/figure.ts';
import { knownSchema as known, label, rolesSchema as roles } from '../project/annotations.ts';
import { categoryEditSchema as edit } from '../project/categoryEdit.ts';
import { nameSchema as name } from '../project/names.ts';
import { MODELS, runSettingsSchema } from '../project/runSettings.ts';
import { channel, type Answer, type Channel } from './channel.ts';
import type {
  Estimate,
  FigureForm,
  FigurePreview,
  FigureRecord,
  Grant,
  ProjectInfo,
  RecentProject,
  Selection,
  StartInfo,
  StepForm,
} from './types.ts';

const nothing = v.undefined();
const id = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const token = v.pipe(v.string(), v.uuid());
/** Whether it fits its parameter is for the step's declaration to say; here only that it is of a kind that any could be. */
const value = v.pipe(
  v.unknown(),
  v.check(
    (given) =>
      v.is(
        v.union([
          v.number(),
          v.boolean(),
          v.pipe(v.string(), v.maxLength(100_000)),
          v.pipe(v.array(label), v.maxLength(100_000)),
        ]),
        given,
      ),
    'A number, true or false, a text or a list of names is expected.',
  ),
);
const settings = v.strictObject({
  ...runSettingsSchema.entries,
  parameters: v.record(label, v.record(label, value)),
});
/** What becomes one dataset, as {@link ImportSource} has it, with tokens for paths. */
const source = {
  counts: v.pipe(
    v.array(v.strictObject({ grant: token, sample: v.optional(name) })),
    v.minLength(1),
    v.maxLength(1000),
  ),
  annotations: v.optional(v.pipe(v.array(token), v.maxLength(1000))),
  unmatched: v.optional(v.picklist(UNMATCHED_CELLS)),
  splicedLayer: v.optional(label),
  unsplicedLayer: v.optional(label),
};
/** Places of cells in the dataset, each once. */
const cells = v.pipe(v.instance(Uint32Array), v.maxLength(10_000_000));
/** A small piece of the page's own state; the project keeps it without looking into it. */
const viewState = v.pipe(
  v.unknown(),
  v.check((state) => JSON.stringify(state ?? null).length <= 1_000_000, 'The view state is too large.'),
);
/** Of pictures of pixels. */
const dpi = v.pipe(v.number(), v.integer(), v.minValue(36), v.maxValue(2400));
/** In bytes. */
const LARGEST_PIECE = 64 * 1024 ** 2;
const LARGEST_ANIMATION = 16 * 1024 ** 3;
const key = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9:._-]{0,99}$/i));

/**
 * Everything the page can ask of the main process. The name before the dot is the domain; arguments are checked against
 * the schema before anything is done with them. Paths never come from the page: files are known by the tokens of grants,
 * which stand for what the user chose in a dialog, dropped on the window or opened with the program.
 */
export const contract = {
  'app.start': channel<StartInfo>()(nothing),
  'app.setTheme': channel<undefined>()(v.strictObject({ theme: v.picklist(['system', 'light', 'dark']) })),
  'app.forgetRecent': channel<RecentProject[]>()(v.strictObject({ id: token })),
  'app.copyText': channel<undefined>()(v.strictObject({ text: v.pipe(v.string(), v.maxLength(10_000_000)) })),
  'app.newWindow': channel<undefined>()(nothing),

  /** What the user chose, several where they chose several; none where they thought better. */
  'files.chooseData': channel<Grant[]>()(
    v.strictObject({ kind: v.picklist(['file', 'folder', 'annotations']) }),
  ),
  'files.chooseProject': channel<Grant | null>()(nothing),
  /** Where a project that does not exist yet shall lie. */
  'files.chooseNewProject': channel<Grant | null>()(v.strictObject({ name })),
  /** Where a new project of that name would lie unless told. */
  'files.proposeNewProject': channel<Grant>()(v.strictObject({ name })),
  'files.inspect': channel<FileSummary>()(v.strictObject(source)),

  /** Shows a file or folder in the system's file manager. */
  'files.reveal': channel<undefined>()(v.strictObject({ grant: token })),

  'project.create': channel<ProjectInfo>()(v.strictObject({ grant: token })),
  'project.open': channel<ProjectInfo>()(
    v.union([v.strictObject({ grant: token }), v.strictObject({ recent: token })]),
  ),
  /** Makes a project of a bundled dataset, or opens the one made before. */
  'project.openExample': channel<ProjectInfo>()(v.strictObject({ id: v.string() })),
  'project.info': channel<ProjectInfo>()(nothing),
  /** Copies the project to where the user says and goes on with the copy; null where the user thought better. */
  'project.saveAs': channel<ProjectInfo | null>()(nothing),
  'project.saveCopy': channel<{ name: string; folder: string } | null>()(nothing),
  'project.reveal': channel<undefined>()(nothing),
  'project.close': channel<undefined>()(nothing),

  'datasets.import': channel<{ datasetId: number }>()(v.strictObject({ ...source, name, roles, known })),
  /** Writes a dataset as it was imported to where the user says; null where the user thought better. */
  'datasets.export': channel<{ written: Grant; notes: string[] } | null>()(
    v.strictObject({ datasetId: id, format: v.picklist(DATASET_FORMATS) }),
  ),
  'datasets.cancelImport': channel<undefined>()(nothing),
  'datasets.rename': channel<undefined>()(v.strictObject({ datasetId: id, name })),
  'datasets.setRoles': channel<undefined>()(v.strictObject({ datasetId: id, roles })),
  'datasets.setKnown': channel<undefined>()(v.strictObject({ datasetId: id, known })),
  'datasets.remove': channel<undefined>()(v.strictObject({ datasetId: id })),
  /** Of a column as the view of columns names it: `obs/<column>` or `run/clusters`. */
  'datasets.editColumn': channel<undefined>()(v.strictObject({ datasetId: id, column: label, edit })),

  'runs.form': channel<StepForm[]>()(v.strictObject({ model: v.picklist(MODELS), fate: v.boolean() })),
  'runs.estimate': channel<Estimate>()(v.strictObject({ datasetId: id, settings })),
  'runs.add': channel<{ runId: number }>()(
    v.strictObject({ datasetId: id, name, note: v.pipe(v.string(), v.maxLength(10_000)), settings }),
  ),
  'runs.cancel': channel<undefined>()(v.strictObject({ runId: id })),
  'runs.rename': channel<undefined>()(v.strictObject({ runId: id, name })),
  'runs.annotate': channel<undefined>()(
    v.strictObject({ runId: id, note: v.pipe(v.string(), v.maxLength(10_000)) }),
  ),
  'runs.remove': channel<undefined>()(v.strictObject({ runId: id })),
  /** The Methods section of a finished run as Markdown that cites works as `[@key]`, and those works as BibTeX. */
  'runs.methods': channel<{ text: string; bibtex: string }>()(v.strictObject({ runId: id })),
  /** Writes the run's outputs to a folder that the user chooses; null where the user thought better. */
  'runs.export': channel<{ folder: string; files: string[] } | null>()(v.strictObject({ runId: id })),

  'selections.list': channel<Selection[]>()(v.strictObject({ datasetId: id })),
  'selections.save': channel<Selection>()(v.strictObject({ datasetId: id, name, cells })),
  'selections.cells': channel<Uint32Array>()(v.strictObject({ id })),
  'selections.remove': channel<undefined>()(v.strictObject({ id })),

  /** What can be set of a figure and of each kind of panel. */
  'figures.form': channel<FigureForm>()(nothing),
  'figures.list': channel<FigureRecord[]>()(nothing),
  /** A name that is taken gets a number; what comes back has the one it got, and the description filled up with defaults. */
  'figures.create': channel<FigureRecord>()(v.strictObject({ name, spec: figure })),
  'figures.update': channel<FigureRecord>()(
    v.strictObject({ figureId: id, name: v.optional(name), spec: v.optional(figure) }),
  ),
  'figures.remove': channel<undefined>()(v.strictObject({ figureId: id })),
  /** Drawn as it would be exported. One that a later one overtakes ends as cancelled. */
  'figures.preview': channel<FigurePreview>()(v.strictObject({ spec: figure })),
  /** Writes the figure to where the user says, one at a time; null where the user thought better. */
  'figures.export': channel<{ written: Grant; notes: string[] } | null>()(
    v.strictObject({ spec: figure, name, format: v.picklist(FIGURE_FORMATS), dpi }),
  ),
  'figures.cancelExport': channel<undefined>()(nothing),
  /** Asks where an animation shall lie; null where the user thought better. It is written piece by piece, then kept or not. */
  'figures.beginAnimation': channel<{ token: string } | null>()(v.strictObject({ name })),
  'figures.writeAnimation': channel<undefined>()(
    v.strictObject({
      token,
      position: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(LARGEST_ANIMATION)),
      bytes: v.pipe(v.instance(Uint8Array), v.maxLength(LARGEST_PIECE)),
    }),
  ),
  /** Gives the file its name, or leaves nothing of it; then null. */
  'figures.endAnimation': channel<Grant | null>()(v.strictObject({ token, keep: v.boolean() })),

  'view.load': channel<unknown>()(v.strictObject({ key })),
  'view.save': channel<undefined>()(v.strictObject({ key, state: viewState })),
} as const satisfies Record<`${string}.${string}`, Channel>;

export type Contract = typeof contract;
export type ChannelName = keyof Contract;
export type ArgsOf<C extends ChannelName> = v.InferOutput<Contract[C]['args']>;
/** As the page may write it: with everything that has a default left out. */
export type InputOf<C extends ChannelName> = v.InferInput<Contract[C]['args']>;
export type ResultOf<C extends ChannelName> = ReturnType<NonNullable<Contract[C]['result']>>;

export type Domain = ChannelName extends `${infer D}.${string}` ? D : never;
export type MethodsOf<D extends Domain> =
  Extract<ChannelName, `${D}.${string}`> extends `${D}.${infer M}` ? M : never;

/** The names of all channels. */
export const CHANNELS = Object.keys(contract) as ChannelName[];

/** What the bridge offers the page: `bridge.runs.add({ … })`, and so on for every channel. */
export type Calls = {
  readonly [D in Domain]: {
    readonly [M in MethodsOf<D>]: `${D}.${M}` extends infer C extends ChannelName
      ? (args: InputOf<C>) => Promise<Answer<ResultOf<C>>>
      : never;
  };
};
