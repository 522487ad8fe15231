/** What cells can be coloured by, as the screen and figures know it. */

/** Two ends, the lower first. */
export type Range = [low: number, high: number];

export const GENE_LAYERS = ['spliced', 'unspliced', 'velocity', 'raw_spliced', 'raw_unspliced'] as const;
export type GeneLayer = (typeof GENE_LAYERS)[number];

/** Codes are places among a column's categories; −1 where a cell has none. */
export type Codes = Int16Array | Int32Array;

export const SEQUENTIAL_MAPS = ['viridis', 'cividis', 'magma'] as const;
/** A map from dark to light that the user chose. */
export type MapChoice = (typeof SEQUENTIAL_MAPS)[number];

/** What of the numbers a colour map spans: 1st to 99th percentile, everything, or what the user set. */
export type RangeChoice = 'percentiles' | 'full' | Range;

export type ColumnGroup = 'run' | 'fate' | 'dataset';

/** One label of a column, with the project's edits applied. */
export interface Category {
  /** As it stands in the data: what an edit refers to. */
  name: string;
  /** As it is shown. */
  label: string;
  /** #rrggbb; null where neither the data nor an edit gives one. */
  color: string | null;
  /** Cells that have it. */
  count: number;
  hidden: boolean;
}

interface ColumnText {
  /** `run/<array>`, `counts/<what>`, `fates` (the most probable one), `fate/<name>` or `obs/<column>`. */
  id: string;
  label: string;
  /** One sentence for the legend. */
  meaning: string;
  group: ColumnGroup;
}

/** Something that cells can be coloured by. */
export type ColumnInfo = ColumnText &
  (
    | { kind: 'numbers'; map: 'viridis' | 'cividis' }
    | {
        kind: 'labels';
        categories: Category[];
        /** Cells without a label. */
        missing: number;
        /** The key under which edits of the categories are kept (`datasets.editColumn`). */
        editKey: string;
      }
  );

/** How numbers are spread, over those that are finite; all 0 where none is. */
export interface Spread {
  /** 1st and 99th percentile: the ends of a colour map. */
  range: Range;
  min: number;
  max: number;
  /** How many are missing. */
  missing: number;
}
