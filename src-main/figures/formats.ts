/** What a figure can be written as. */
export const FIGURE_FORMATS = ['svg', 'pdf', 'png', 'tiff'] as const;
export type FigureFormat = (typeof FIGURE_FORMATS)[number];

/** Dots per inch that pictures of pixels are offered in. */
export const FIGURE_DPI = [150, 300, 600, 1200] as const;

/** Where a figure is from; written into the file and, if wanted, under the picture. */
export interface Provenance {
  program: string;
  version: string;
  dataset: { name: string; fingerprint: string; cells: number; genes: number };
  runs: {
    id: number;
    name: string;
    model: string;
    /** Of all step results together: equal for equal results. */
    fingerprint: string;
    seed: number;
    /** Parameters that differ from their defaults, as “step.parameter = value”. */
    changed: string[];
    finishedAt: string | null;
  }[];
  /** What the quality checks found, the gravest first. */
  verdict: { grade: 'good' | 'note' | 'caution'; text: string }[];
}

/** What is written into a figure's file beside its picture. */
export interface FigureMetadata {
  title: string;
  /** What is drawn, for those who cannot see it. */
  description: string;
  provenance: Provenance;
}

/** How long work tells how far it is, and how it is ended. */
export interface FigureHooks {
  signal?: AbortSignal;
  /** Share of the work done, 0 … 1. */
  onProgress?: (fraction: number) => void;
}
