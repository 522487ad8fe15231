import * as v from 'valibot';

import {
  GENE_LAYERS,
  type Category,
  type ColumnGroup,
  type ColumnInfo,
  type GeneLayer,
  type Range,
  type Spread,
} from '../../src-worker/drawing/columns.ts';
import type { RunStatus } from '../project/runs.ts';

export type { Category, ColumnGroup, ColumnInfo, GeneLayer, Range, Spread };

/**
 * What the page can be given to draw: every view's request and its answer. The page imports the types of this file
 * alone. An answer is a frame (`frame.ts`): a small JSON header and named arrays. Cells are those of the source, in
 * order: the kept ones of a run, all of a dataset. Names come as one UTF-8 array, one name a line.
 */

const id = v.pipe(v.number(), v.integer(), v.minValue(1));
const index = v.pipe(v.number(), v.integer(), v.minValue(0));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(1000));

/** Where the arrays come from: a run, as far as it went, or a dataset as it was read. */
const source = v.union([v.strictObject({ run: id }), v.strictObject({ dataset: id })]);
const runSource = v.strictObject({ run: id });

/** Most cells that a portrait can be asked for. */
const MOST_PORTRAIT_CELLS = 2_000_000;

export const viewRequestSchema = v.variant('view', [
  v.strictObject({ view: v.literal('scene'), source, embedding: v.optional(name) }),
  v.strictObject({ view: v.literal('columns'), source }),
  v.strictObject({ view: v.literal('column'), source, id: name }),
  v.strictObject({ view: v.literal('gene'), source, gene: name, layer: v.picklist(GENE_LAYERS) }),
  v.strictObject({
    view: v.literal('portrait'),
    source,
    gene: name,
    /** At most this many cells, drawn evenly at random; 20,000 unless told. */
    most: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_PORTRAIT_CELLS))),
    velocity: v.optional(v.boolean()),
  }),
  v.strictObject({ view: v.literal('genes'), source }),
  v.strictObject({ view: v.literal('fates'), source: runSource }),
  v.strictObject({ view: v.literal('cells'), source }),
  v.strictObject({ view: v.literal('cell'), source, cell: index }),
  v.strictObject({
    view: v.literal('quality'),
    source,
    /** A column of labels by which numbers are told apart; the clusters unless told. */
    by: v.optional(name),
  }),
  v.strictObject({ view: v.literal('history'), source: runSource }),
]);

export type ViewRequest = v.InferOutput<typeof viewRequestSchema>;
export type ViewName = ViewRequest['view'];
export type ViewSource = v.InferOutput<typeof source>;

/** What a view is asked with, beside its name. */
export type ViewArguments<N extends ViewName> = Omit<Extract<ViewRequest, { view: N }>, 'view'>;

/** The answer of each view. */
export interface ViewAnswers {
  scene: { header: SceneHeader; arrays: SceneArrays };
  columns: { header: { columns: ColumnInfo[] }; arrays: Record<never, never> };
  column:
    | { header: NumbersHeader; arrays: { values: Float32Array } }
    | { header: LabelsHeader; arrays: { codes: Int16Array | Int32Array } };
  gene: { header: GeneHeader; arrays: { values: Float32Array } };
  portrait: { header: PortraitHeader; arrays: PortraitArrays };
  /** The values of column `id` are the array `column/<id>`; see {@link GeneColumnInfo}. */
  genes: {
    header: GenesHeader;
    arrays: { names: Uint8Array } & Record<`column/${string}`, Float32Array | Uint8Array>;
  };
  fates: { header: FatesHeader; arrays: FatesArrays };
  cells: {
    header: { cells: number };
    arrays: {
      names: Uint8Array;
      /** Places of the cells in the dataset, ascending; absent where all of them are there. */
      places?: Uint32Array;
    };
  };
  cell: { header: CellHeader; arrays: Record<never, never> };
  quality: { header: QualityHeader; arrays: Record<never, never> };
  history: { header: HistoryHeader; arrays: Record<never, never> };
}

export interface EmbeddingInfo {
  /** `run/X_umap`, `run/X_pca`, or `obsm/<name>` for one of the file. */
  id: string;
  label: string;
  /** Whether velocities were projected on it. */
  velocity: boolean;
  /** Whether it has the grid of the field and streamlines. */
  field: boolean;
}

export interface SceneHeader {
  cells: number;
  /** The embedding that the positions are of; null where there is none, and then no array is given. */
  embedding: string | null;
  embeddings: EmbeddingInfo[];
  /** Of the cells that have a position; null where none has. */
  bounds: { x: Range; y: Range } | null;
  /** The regular grid of the field. */
  grid: {
    origin: [x: number, y: number];
    spacing: [x: number, y: number];
    columns: number;
    rows: number;
  } | null;
  /** How many streamlines there are. */
  lines: number;
  /** Whether the velocities are a preview: those of a quicker model, as long as the run has none of its own. */
  preview: boolean;
}

export interface SceneArrays {
  /** (x, y) a cell; NaN where the cell has no position. */
  positions?: Float32Array;
  /** (x, y) a cell: velocity projected on this embedding. */
  velocity?: Float32Array;
  /** One a grid node, row by row: 1 where there are cells enough. */
  gridMask?: Uint8Array;
  /** (x, y) a grid node. */
  gridVectors?: Float32Array;
  /** One a grid node: how many cells are nearer to it than to any other. */
  gridDensity?: Float32Array;
  /** (x, y) a point of the streamlines. */
  linePoints?: Float32Array;
  /** Where each line starts among the points, and the end of the last. */
  lineOffsets?: Uint32Array;
  /** One a point: length of the mean arrow there. */
  lineSpeed?: Float32Array;
}

export type NumbersHeader = Extract<ColumnInfo, { kind: 'numbers' }> & Spread;
/** Codes are places among the categories; −1 where a cell has none. */
export type LabelsHeader = Extract<ColumnInfo, { kind: 'labels' }>;

export interface GeneHeader extends Spread {
  gene: string;
  layer: GeneLayer;
  label: string;
  meaning: string;
}

export interface PortraitHeader {
  gene: string;
  /** All cells of the source. */
  total: number;
  /** Cells given here. */
  drawn: number;
  /** Where each curve's points lie in `curveS` and `curveU`. */
  curves: { label: string; style: 'solid' | 'dashed'; from: number; to: number }[];
  /** The gene's numbers of the kinetics table. */
  fit: {
    id: string;
    label: string;
    meaning: string;
    /** Null where it was not fitted. */ value: number | null;
  }[];
  /** Whether the gene entered the velocity graph; null where that is not known yet. */
  velocityGene: boolean | null;
}

export interface PortraitArrays {
  /** Spliced and unspliced, one a drawn cell: moments, or size-normalised counts where there are none yet. */
  s: Float32Array;
  u: Float32Array;
  /** Where asked for and known. */
  velocity?: Float32Array;
  /** The drawn cells' places, ascending; absent where all are drawn. */
  cells?: Uint32Array;
  curveS: Float32Array;
  curveU: Float32Array;
}

export interface GeneColumnInfo {
  id: string;
  label: string;
  meaning: string;
  /** Numbers: f32, NaN where missing. Flags: u8, 0/1. Texts: u8, UTF-8, one a line. */
  kind: 'number' | 'flag' | 'text';
}

export interface GenesHeader {
  genes: number;
  columns: GeneColumnInfo[];
  /** Genes that stand out in each cluster, best first. */
  ranked: { group: string; genes: string[]; scores: number[] }[];
}

export interface FatesHeader {
  cells: number;
  /** Terminal states, in the order of the probabilities' columns; none where the run has no fates. */
  fates: {
    name: string;
    label: string;
    /** That of an edit, else of the cluster that it is named after; null where neither gives one. */
    color: string | null;
    /** Place of the cluster that it is named after, among `clusters`. */
    cluster: number | null;
    terminalCells: number;
    mean: number;
  }[];
  method: 'macrostates' | 'given' | null;
  /** Mean probability of each fate in each cluster. */
  clusters: { label: string; color: string | null; cells: number; mean: number[] }[];
}

export interface FatesArrays {
  /** Cells × fates; NaN where unknown. */
  probabilities: Float32Array;
  /** The terminal states' cells, one state after another. */
  terminalCells: Uint32Array;
  /** Where each state starts among them, and the end of the last. */
  terminalOffsets: Uint32Array;
}

export interface CellHeader {
  /** Place among the cells of the source. */
  cell: number;
  name: string;
  /** The cluster; null where there is none. */
  cluster: { label: string; color: string | null } | null;
  /** Every column's value of this cell, text columns of the dataset included; null where missing. */
  values: { id: string; label: string; meaning: string; group: ColumnGroup; value: number | string | null }[];
  /** Most probable first. */
  fates: { label: string; color: string | null; probability: number }[];
}

/** A share or a mean in each of some groups of cells. */
export interface ByGroup {
  label: string;
  color: string | null;
  cells: number;
  /** Null where no cell of the group has a value. */
  value: number | null;
}

export interface Histogram {
  id: 'fit_likelihood' | 'velocity_r2' | 'velocity_confidence';
  label: string;
  meaning: string;
  /** What is counted. */
  of: 'genes' | 'cells';
  range: Range;
  /** One a bin; bins are equally wide. */
  counts: number[];
  median: number;
  /** Items without a value. */
  missing: number;
}

export interface Kept {
  kept: number;
  total: number;
  /** Why the others were left out, as far as the run's parameters tell. */
  reasons: { text: string; count: number | null }[];
}

export interface QualityHeader {
  cells: Kept;
  genes: Kept;
  /** The column that groups are of; null where there is none. */
  by: { id: string; label: string } | null;
  unspliced: { overall: number | null; groups: ByGroup[] };
  velocityGenes: { used: number; total: number } | null;
  histograms: Histogram[];
  confidence: { overall: number | null; groups: ByGroup[] } | null;
  /**
   * What the user knows, and the mean cosine between velocities at the border and the way across it: 1 agrees, 0 is chance, null
   * where the clusters do not touch.
   */
  known: { from: string; to: string; agreement: number | null; pairs: number }[];
  /** What reading and the steps warned of, each with what said so. */
  warnings: { from: string; text: string }[];
  /** What these numbers mean for reading the run, in sentences; the gravest first. */
  findings: { grade: 'good' | 'note' | 'caution'; text: string }[];
}

export interface HistoryParameter {
  id: string;
  label: string;
  /** As text, in the parameter's unit. */
  value: string;
  default: string | null;
  unit: string | null;
  changed: boolean;
  help: string | null;
}

export interface HistoryStep {
  id: string;
  title: string;
  summary: string | null;
  reference: string | null;
  version: number;
  parameters: HistoryParameter[];
  /** Seconds that it took when it was computed. */
  seconds: number;
  /** Taken over from an earlier run. */
  reused: boolean;
  fingerprint: string;
  finishedAt: string;
  warnings: string[];
}

export interface HistoryHeader {
  run: {
    id: number;
    name: string;
    model: string;
    status: RunStatus;
    error: string | null;
    seed: number;
    appVersion: string;
    startedAt: string | null;
    finishedAt: string | null;
    /** Seconds of the steps that were not taken over. */
    seconds: number;
    clustersColumn: string | null;
    fate: boolean;
  };
  dataset: {
    id: number;
    name: string;
    sourcePath: string;
    fingerprint: string;
    importedAt: string;
    cells: number;
    genes: number;
  };
  steps: HistoryStep[];
}
