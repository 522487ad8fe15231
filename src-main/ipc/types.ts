import type { RunSettings } from '../compute/settings.ts';
import type { RunStatus } from '../project/runs.ts';
import type { ErrorRecord } from '../../src-worker/data/errors.ts';
import type { ParameterDeclaration } from '../../src-worker/steps/parameters.ts';

// What the page needs of the worker's types, so that it imports from the main process alone.
export type { ErrorRecord } from '../../src-worker/data/errors.ts';
export type { ColumnSummary, FileSummary } from '../../src-worker/formats/summary.ts';
export type { ParameterDeclaration } from '../../src-worker/steps/parameters.ts';

export type ThemeChoice = 'system' | 'light' | 'dark';

/** A file or folder that the user gave the program. The page knows it by its token, never by its path. */
export interface Grant {
  token: string;
  /** What the file system calls it. */
  name: string;
  /** Where it lies, for the user to read. */
  folder: string;
  kind: 'data' | 'project' | 'new-project';
}

export interface RecentProject {
  id: string;
  name: string;
  folder: string;
  openedAt: string;
  /** Whether the file is still there. */
  exists: boolean;
}

/** A dataset that comes with the program. */
export interface Example {
  id: string;
  title: string;
  detail: string;
  cells: number;
  genes: number;
}

/** What a window needs to know when its page starts. */
export interface StartInfo {
  version: string;
  platform: 'linux' | 'darwin' | 'win32';
  theme: ThemeChoice;
  recents: RecentProject[];
  examples: Example[];
  /** The project that the window has open already, as after a reload. */
  project?: ProjectInfo;
  /** Files the program was started with, still to be opened. */
  offered: Grant[];
}

export interface ProjectInfo {
  /** Stands for this project in the addresses of arrays. */
  token: string;
  name: string;
  folder: string;
  /** In bytes. */
  size: number;
  datasets: DatasetInfo[];
  runs: RunSummary[];
}

/** The columns of the cell table that the user said what they are. */
export interface Roles {
  clusters?: string;
  batch?: string;
  sample?: string;
  time?: string;
  /** Name of an embedding of the file, as X_umap. */
  embedding?: string;
}

/** What is known of the biology beforehand. */
export interface Known {
  /** The cluster in which the cells start. */
  root?: string;
  /** "A becomes B", as pairs of clusters. */
  transitions?: [from: string, to: string][];
}

export interface DatasetInfo {
  id: number;
  name: string;
  sourcePath: string;
  format: string;
  cells: number;
  genes: number;
  importedAt: string;
  warnings: string[];
  roles: Roles;
  known: Known;
}

export interface RunSummary {
  id: number;
  datasetId: number;
  name: string;
  note: string;
  settings: RunSettings;
  status: RunStatus;
  error: string | null;
  appVersion: string;
  startedAt: string | null;
  finishedAt: string | null;
  /** While it runs. */
  progress?: RunProgress;
}

export interface RunProgress {
  /** Titles of the steps under way. */
  steps: string[];
  /** Share of the whole run, 0 … 1, by the time its steps are expected to take. */
  fraction: number;
  /** Expected; absent as long as nothing can be said. */
  secondsLeft?: number;
}

/** One step of a run's form, from its declaration. */
export interface StepForm {
  id: string;
  title: string;
  summary: string;
  reference?: string;
  parameters: Record<string, ParameterDeclaration>;
}

/** What a run will need. */
export interface Estimate {
  seconds: number;
  /** Peak memory in bytes. */
  memory: number;
  /** Memory that is free now, in bytes. */
  freeMemory: number;
  /** What the project file will grow by, in bytes. */
  disk: number;
  freeDisk: number;
  steps: { id: string; title: string; seconds: number; reused: boolean }[];
  /** Why it should not be started as it is, and what to change. */
  advice?: string;
}

/** A named set of cells. */
export interface Selection {
  id: number;
  datasetId: number;
  name: string;
  /** How many cells it holds. */
  cells: number;
}

/** How the user wants the categories of a column shown. */
export interface ColumnEdit {
  /** Category as in the file → the name shown. */
  names?: Record<string, string>;
  /** Category as in the file → #rrggbb. */
  colors?: Record<string, string>;
  /** Categories not drawn. */
  hidden?: string[];
}

export type MenuCommand =
  | 'new-analysis'
  | 'open-project'
  | 'import-file'
  | 'import-folder'
  | 'save-as'
  | 'save-copy'
  | 'close-project'
  | 'export-results'
  | 'new-run'
  | 'find'
  | 'select-none'
  | 'zoom-in'
  | 'zoom-out'
  | 'fit'
  | 'toggle-left-panel'
  | 'toggle-right-panel'
  | 'cycle-flow'
  | 'shortcuts';

/** What the main process tells the page unasked. */
export type AppEvent =
  | { type: 'project'; project: ProjectInfo }
  | {
      type: 'import';
      phase: 'reading' | 'storing';
      /** 0 … 1; null where it cannot be told. */ fraction: number | null;
    }
  | { type: 'run'; run: RunSummary }
  | { type: 'stored'; runId: number; step: string; arrays: string[] }
  | { type: 'menu'; command: MenuCommand }
  | { type: 'offer'; grants: Grant[] }
  | { type: 'theme'; theme: ThemeChoice }
  | { type: 'notice'; title: string; text: string }
  | { type: 'problem'; title: string; error: ErrorRecord }
  /** The window is about to close: what is not stored yet is to be stored now. */
  | { type: 'closing' };
