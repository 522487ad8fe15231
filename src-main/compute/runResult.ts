import type { ArrayName, ArrayTypes } from '../../src-worker/data/catalogue.ts';
import type { Column } from '../../src-worker/data/dataset.ts';
import type { Model } from '../project/runSettings.ts';

/** How one step of a run was made. */
export interface StepRecord {
  id: string;
  title: string;
  version: number;
  parameters: Readonly<Record<string, unknown>>;
  fingerprint: string;
  seconds: number;
  /** Taken from an earlier run with the same fingerprint. */
  reused: boolean;
  warnings: string[];
}

/** What is said of a run beside its arrays. */
export interface RunInfo {
  name: string;
  dataset: string;
  /** What the dataset held before the run chose of it, and whether it brings a UMAP along. */
  given: { cells: number; genes: number; umap: boolean };
  model: Model;
  seed: number;
  version: string;
  createdAt: string;
  /** The column of the cell table that the clusters are from; none where they were computed. */
  clustersColumn?: string;
  /** What reading the dataset brought to light; the steps have their own. */
  warnings: string[];
  steps: StepRecord[];
}

/** A finished run, as every export draws from it. Cells and genes are those that the run kept, in order. */
export interface RunResult {
  info: RunInfo;
  cellNames: string[];
  geneNames: string[];
  /** Columns of the dataset, for the kept cells and genes. */
  obs: Record<string, Column>;
  var: Record<string, Column>;
  /** The names of the arrays this run has, derived ones included. */
  has(name: ArrayName): boolean;
  /** An array of the run; derived arrays are made on demand. An error if the run has no such array. */
  array<N extends ArrayName>(name: N): Promise<ArrayTypes[N]>;
}
