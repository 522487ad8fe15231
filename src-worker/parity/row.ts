/** One line of the comparison with the reference: what was compared, how far apart it may be, and how far it is. */
export interface ParityRow {
  /** The stage of the analysis, e.g. “pseudotime”. */
  stage: string;
  /** What was compared and in which measure, e.g. “end_points (Pearson)”. */
  quantity: string;
  measured: number;
  /** The bound as shown, e.g. “≥ 0.99” or “≤ 1e-3”. */
  bound: string;
  passed: boolean;
  /** What a reader needs to know to judge the row. */
  detail: string;
}
