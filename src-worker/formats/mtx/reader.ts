import { statSync } from 'node:fs';

import { DataError } from '../../data/errors.ts';
import type { CountPair } from '../counts/countPair.ts';
import { inspectPair } from '../counts/inspectPair.ts';
import { readPair } from '../counts/readPair.ts';
import type { Reader, ReadOptions } from '../reader.ts';
import { readFolderAnnotations } from './annotations.ts';
import { readAxes } from './axes.ts';
import { readCounts } from './counts.ts';
import { describeFolder } from './describeFolder.ts';
import { findLayout, type Layout } from './layout.ts';
import { isMatrixMarket } from './matrixMarket.ts';

/**
 * Reads folders with matrices in the Matrix Market format. Every folder is taken for one, so that it is told
 * which parts are missing; so is a single matrix, which is told that it needs its folder.
 */
export const mtxReader: Reader = {
  id: 'mtx',
  title: 'a folder with spliced.mtx and unspliced.mtx (STARsolo, kb-python)',
  recognises: (path) => Promise.resolve(statSync(path).isDirectory() || isMatrixMarket(path)),
  inspect: (path, options = {}) =>
    inspectPair({
      path,
      format: 'mtx',
      describe: (summary) => describeFolder(layoutOf(path, options), summary),
      open: () => openFolder(path, options),
      checkpoint: options.checkpoint,
    }),
  read: async (path, options = {}) => readPair(await openFolder(path, options), options.checkpoint),
  readAnnotations: readFolderAnnotations,
};

async function openFolder(path: string, options: ReadOptions): Promise<CountPair> {
  const layout = layoutOf(path, options);
  const warnings = [...layout.warnings];
  const axes = await readAxes(layout, warnings);
  return {
    path,
    format: 'mtx',
    cellNames: axes.cellNames,
    geneNames: axes.geneNames,
    var: axes.var,
    warnings,
    readLayer: (layer, sink, checkpoint) => readCounts(layout, axes, layer, sink, checkpoint),
  };
}

function layoutOf(path: string, options: ReadOptions): Layout {
  if (statSync(path).isDirectory()) return findLayout(path, options);
  throw new DataError(
    'this is one matrix; the names of its cells and genes and the other layer lie beside it.',
    { file: path },
    'Choose the folder it lies in.',
  );
}
