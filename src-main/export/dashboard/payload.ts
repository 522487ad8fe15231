/**
 * What the dashboard's page is given: one JSON value in a script tag. The page imports these types and nothing else
 * of this folder; how the numbers are packed is said at {@link Packed} and done by `pack.ts`.
 */

/**
 * Numbers as little-endian integers or floats in base64.
 *
 * `u8` and `u16` are quantised: value = lo + code · (hi − lo) / (top − 1) with top = 255 or 65535, and the code `top`
 * means "missing" (NaN). So a value is off by at most (hi − lo) / (2 (top − 1)). `f32` and `u32` are stored as they are.
 */
export interface Packed {
  dtype: 'u8' | 'u16' | 'u32' | 'f32';
  length: number;
  lo: number;
  hi: number;
  base64: string;
}

/** Labels: one code an item, `categories.length` where missing. */
export interface PackedLabels {
  codes: Packed;
  categories: string[];
  colors?: string[];
  /** Cells of each category in the whole run, shown here or not. */
  counts: number[];
}

/** One thing by which cells can be coloured. */
export type CellColumn = {
  id: string;
  label: string;
  /** One sentence for the legend. */
  meaning: string;
} & (
  | {
      kind: 'numbers';
      values: Packed;
      /** 1st and 99th percentile: the ends of the colour map. */
      range: [number, number];
      map: 'viridis' | 'cividis';
    }
  | { kind: 'labels'; labels: PackedLabels }
);

export interface Fates {
  names: string[];
  /** Cells × fates. */
  probabilities: Packed;
  /** Clusters × fates: the mean over all cells of the run, before any subsampling. */
  byCluster: number[][];
}

/** The velocity field on a regular grid; nodes without enough cells have mask 0. */
export interface GridField {
  origin: [number, number];
  spacing: [number, number];
  columns: number;
  rows: number;
  /** One a node, row by row. */
  mask: Packed;
  /** (x, y) a node. */
  vectors: Packed;
}

export interface Streamlines {
  /** (x, y) a point. */
  points: Packed;
  /** Where each line starts in `points`, and the end of the last. */
  offsets: Packed;
}

export interface GeneColumn {
  id: string;
  label: string;
  meaning: string;
  kind: 'number' | 'flag' | 'text';
  /** For numbers and flags (0/1). */
  values?: Packed;
  /** For text. */
  texts?: string[];
}

/** A line in the phase plane, in the portrait's units. */
export interface PhaseCurve {
  label: string;
  style: 'solid' | 'dashed';
  s: Packed;
  u: Packed;
}

export interface Portrait {
  /** Index into the genes. */
  gene: number;
  /** One a cell of `portraitCells`. */
  s: Packed;
  u: Packed;
  curves: PhaseCurve[];
}

export interface RunSummary {
  name: string;
  dataset: string;
  model: string;
  seed: number;
  version: string;
  createdAt: string;
  cells: number;
  genes: number;
  velocityGenes?: number;
  steps: {
    title: string;
    id: string;
    version: number;
    seconds: number;
    reused: boolean;
    parameters: [name: string, value: string][];
    warnings: string[];
  }[];
  /** What reading the dataset brought to light. */
  warnings: string[];
  /** What this page leaves out or shows differently from the run. */
  notes: string[];
}

export interface DashboardPayload {
  format: 1;
  summary: RunSummary;
  /** Barcodes of the cells shown, one a line. */
  cellNames: string;
  /** (x, y) a cell. */
  embedding: Packed;
  /** Clusters first; colouring starts with it. */
  columns: CellColumn[];
  fates?: Fates;
  field?: GridField;
  streamlines?: Streamlines;
  geneNames: string[];
  geneColumns: GeneColumn[];
  /** Places of the portraits' cells among the cells shown; absent when all are there. */
  portraitCells?: Packed;
  portraits: Portrait[];
}
