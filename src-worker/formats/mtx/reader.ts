import { statSync } from 'node:fs';

import type { Dataset } from '../../data/dataset.ts';
import { DataError } from '../../data/errors.ts';
import { rowSums, submatrix } from '../../data/sparse.ts';
import { checkCounts } from '../counts.ts';
import type { Reader, ReadOptions } from '../reader.ts';
import { requireTotals, totalOf, warnIfSame } from '../usableCounts.ts';
import { readAxes } from './axes.ts';
import { readCounts } from './counts.ts';
import { inspectMtx } from './inspect.ts';
import { findLayout } from './layout.ts';
import { isMatrixMarket } from './matrixMarket.ts';

/**
 * Reads folders with matrices in the Matrix Market format. Every folder is taken for one, so that a folder with parts
 * missing is told which; so is a single matrix, which is told that it needs its folder.
 */
export const mtxReader: Reader = {
  id: 'mtx',
  title: 'a folder with spliced.mtx and unspliced.mtx (STARsolo, kb-python)',
  recognises: (path) => Promise.resolve(statSync(path).isDirectory() || isMatrixMarket(path)),
  inspect: (path, options = {}) => inspectMtx(path, options, readMtx),
  read: readMtx,
};

async function readMtx(path: string, options: ReadOptions = {}): Promise<Dataset> {
  if (!statSync(path).isDirectory())
    throw new DataError(
      'this is one matrix; the names of its cells and genes and the other layer lie beside it.',
      { file: path },
      'Choose the folder it lies in.',
    );
  const layout = findLayout(path, options);
  const warnings = [...layout.warnings];
  const axes = await readAxes(layout, warnings);
  const spliced = await readCounts(layout, axes, 'spliced', options.checkpoint);
  const unspliced = await readCounts(layout, axes, 'unspliced', options.checkpoint);
  checkCounts(spliced, { file: path, layer: 'spliced' }, axes.geneNames);
  checkCounts(unspliced, { file: path, layer: 'unspliced' }, axes.geneNames);
  requireTotals({ spliced: totalOf(spliced), unspliced: totalOf(unspliced) }, path);
  warnIfSame(spliced, unspliced, warnings);
  const dataset: Dataset = {
    source: { path, format: 'mtx' },
    cellNames: axes.cellNames,
    geneNames: axes.geneNames,
    layers: { spliced, unspliced },
    obs: {},
    var: axes.var,
    obsm: {},
    obsp: {},
    warnings,
  };
  return withoutEmptyBarcodes(dataset);
}

/** Raw output lists every barcode there can be, millions of them: those without any count are no cells. */
function withoutEmptyBarcodes(dataset: Dataset): Dataset {
  const { cellNames, geneNames, layers, warnings } = dataset;
  const spliced = rowSums(layers['spliced']);
  const unspliced = rowSums(layers['unspliced']);
  const kept = Array.from(cellNames.keys()).filter((cell) => spliced[cell] + unspliced[cell] > 0);
  const empty = cellNames.length - kept.length;
  if (empty === 0) return dataset;
  warnings.push(
    `${empty} of ${cellNames.length} barcodes have no count and were left out.` +
      (empty > cellNames.length / 2
        ? ' The folder looks unfiltered: where there is one with barcodes of cells only (“filtered”), choose that.'
        : ''),
  );
  const genes = Array.from(geneNames.keys());
  return {
    ...dataset,
    cellNames: kept.map((cell) => cellNames[cell]),
    layers: {
      spliced: submatrix(layers['spliced'], kept, genes),
      unspliced: submatrix(layers['unspliced'], kept, genes),
    },
  };
}
