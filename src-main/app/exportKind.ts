import { FORMAT_ENDINGS, type DatasetFormat } from '../../src-worker/formats/datasetFormat.ts';
import type { FigureFormat } from '../ipc/types.ts';

/** What the user is asked a place for: a dataset, a figure or an animation. */
export type ExportKind = DatasetFormat | FigureFormat | 'webm';

/** How the names of such files may end, the usual ending first; a folder has none. */
export const EXPORT_ENDINGS: Readonly<Record<ExportKind, readonly [string, ...string[]]>> = {
  h5ad: [FORMAT_ENDINGS.h5ad],
  loom: [FORMAT_ENDINGS.loom],
  csv: [FORMAT_ENDINGS.csv],
  svg: ['.svg'],
  pdf: ['.pdf'],
  png: ['.png'],
  tiff: ['.tif', '.tiff'],
  webm: ['.webm'],
};
