import type { FigureSpec } from '../figures/spec/figure.ts';
import type { RunProgress } from '../compute/runClock.ts';
import type { DatasetRecord } from '../project/datasets.ts';
import type { RunRecord } from '../project/runs.ts';
import type { ErrorRecord } from '../../src-worker/data/errors.ts';

// What the page needs of the types of the worker, the project and the figures.
export type { FigurePreview } from '../figures/drawFigure.ts';
export type { FigureFormat } from '../figures/formats.ts';
export type { FigureForm } from '../figures/spec/form.ts';
export type { FigureInput, FigureSpec } from '../figures/spec/figure.ts';
export type { Estimate } from '../compute/estimate.ts';
export type { StepForm } from '../compute/forms.ts';
export type { RunProgress } from '../compute/runClock.ts';
export type { Known, Roles } from '../project/annotations.ts';
export type { CategoryEdit } from '../project/categoryEdit.ts';
export type { DatasetRecord as DatasetInfo } from '../project/datasets.ts';
export type { SelectionRecord as Selection } from '../project/selections.ts';
export type { ErrorRecord } from '../../src-worker/data/errors.ts';
export type {
  AnnotationReport,
  MergeReport,
  Unmatched,
} from '../../src-worker/formats/summary/mergeReport.ts';
export type { ColumnSummary, FileSummary } from '../../src-worker/formats/summary/summary.ts';
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
  /** Whether the file was moved or deleted while it was open, so that nothing is saved. */
  lost: boolean;
  datasets: DatasetRecord[];
  runs: RunSummary[];
}

/** A run as the page lists it. */
export interface RunSummary extends RunRecord {
  /** While it runs. */
  progress?: RunProgress;
}

/** A figure that the project keeps. */
export interface FigureRecord {
  id: number;
  name: string;
  /** The run it is drawn from; null for the last finished one, and where `spec.run` was deleted. */
  runId: number | null;
  /** With all defaults; null where what the project holds cannot be read. */
  spec: FigureSpec | null;
  /** Why there is no `spec`. */
  problem: string | null;
  createdAt: string;
  changedAt: string;
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
  | 'export-animation'
  | 'new-run'
  | 'find'
  | 'select-none'
  | 'zoom-in'
  | 'zoom-out'
  | 'fit'
  | 'toggle-left-panel'
  | 'toggle-right-panel'
  | 'cycle-flow'
  | 'figures'
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
  /** How far the figure is that is being exported: 0 … 1. */
  | { type: 'figure-export'; fraction: number }
  | { type: 'stored'; runId: number; step: string; arrays: string[] }
  /** The preview of a run is there, or will not come. */
  | { type: 'preview'; runId: number }
  | { type: 'menu'; command: MenuCommand }
  | { type: 'offer'; grants: Grant[] }
  | { type: 'theme'; theme: ThemeChoice }
  | { type: 'notice'; title: string; text: string }
  | { type: 'problem'; title: string; error: ErrorRecord }
  /** The window is about to close: what is not stored yet is to be stored now. */
  | { type: 'closing' };
