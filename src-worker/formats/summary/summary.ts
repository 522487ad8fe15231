import type { GeneNamingSummary } from '../names/geneNaming.ts';
import type { MergeReport } from './mergeReport.ts';

/** What a matrix of counts holds. */
export interface LayerSummary {
  name: string;
  /** e.g. `float32`, `int64`. */
  dtype: string;
  encoding: 'csr' | 'csc' | 'coordinate' | 'dense' | 'unknown';
  compression?: string;
  rows: number;
  cols: number;
  /** Stored values; all of them for a dense matrix. */
  stored: number;
}

export interface ColumnSummary {
  name: string;
  kind: 'numbers' | 'booleans' | 'categorical' | 'strings' | 'unknown';
  /** Of a categorical column: its categories with the number of cells, most frequent first. */
  categories?: { name: string; count: number }[];
  /** Of numbers: how many different ones there are, where they are few. */
  distinct?: number;
  /** What the column looks like it is, by its name and kind. */
  role?: 'clusters' | 'sample' | 'time';
  /** A run takes its clusters from here unless told. */
  usual?: boolean;
}

/** What a file holds, for the import preview and `rnavelocity inspect`. */
export interface FileSummary {
  path: string;
  /** Bytes on disk. */
  size?: number;
  format?: string;
  cells: number;
  genes: number;
  /** Layers, and `X` where there is one. */
  layers: LayerSummary[];
  /** Sums of the layers read as spliced and unspliced, where both are usable counts. */
  totals?: { spliced: number; unspliced: number };
  /** Share of unspliced in all counts. */
  unsplicedFraction?: number;
  obs: ColumnSummary[];
  var: ColumnSummary[];
  geneNaming?: GeneNamingSummary;
  obsm: { name: string; columns: number }[];
  obsp: string[];
  /** Neighbours stored in the file: how many each cell has (the cell itself counted), where that is stored. */
  neighbors?: { count?: number };
  warnings: string[];
  /** How several files were put together, where there are several. */
  merge?: MergeReport;
  /** Why the file cannot be used. */
  error?: string;
}

/** A summary that says nothing yet. */
export function emptySummary(path: string): FileSummary {
  return { path, cells: 0, genes: 0, layers: [], obs: [], var: [], obsm: [], obsp: [], warnings: [] };
}
