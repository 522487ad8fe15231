/** How several files were put together, for a person to check. */
export interface MergeReport {
  /** The counts, in the order of their cells; one entry where there is one file. */
  samples: SampleReport[];
  /** Where the samples list different genes: how many all of them have. */
  sharedGenes?: number;
  annotations: AnnotationReport[];
}

export interface SampleReport {
  name: string;
  path: string;
  cells: number;
  genes: number;
}

/** How the barcodes of one file with annotations were found among those of the counts. */
export interface AnnotationReport {
  path: string;
  /** In words, with an example: which parts of the barcodes were compared. */
  rule: string;
  /** Cells that both sides have. */
  matched: number;
  /** Cells with counts that the annotations lack. */
  onlyCounts: Unmatched;
  /** Annotated cells without counts. */
  onlyAnnotations: Unmatched;
  /** Where samples were told apart: which mark of the annotations stands for which sample of the counts. */
  samples?: { counts: string; annotations: string; matched: number }[];
}

export interface Unmatched {
  count: number;
  /** A few barcodes as their file has them. */
  examples: string[];
}
