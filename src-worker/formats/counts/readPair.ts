import type { SparseMatrix } from '../../data/arrays.ts';
import type { Dataset } from '../../data/dataset.ts';
import { rowSums, submatrix } from '../../data/sparse.ts';
import type { Checkpoint } from '../files/checkpoint.ts';
import { checkCounts } from './checkCounts.ts';
import { CountCollector } from './countCollector.ts';
import type { CountLayer } from './countLayer.ts';
import type { CountPair } from './countPair.ts';
import { cellsWithCounts } from './emptyBarcodes.ts';
import { warnOfShare } from './unsplicedShare.ts';
import { requireTotals, totalOf, warnIfSame } from './usableCounts.ts';

/**
 * The dataset of two layers in text; barcodes without any count are left out.
 *
 * @throws DataError where a file is damaged, holds what is no count, or a layer adds up to nothing.
 */
export async function readPair(pair: CountPair, checkpoint?: Checkpoint): Promise<Dataset> {
  const { path, format, geneNames, warnings } = pair;
  const spliced = await collect(pair, 'spliced', checkpoint);
  const unspliced = await collect(pair, 'unspliced', checkpoint);
  requireTotals({ spliced: totalOf(spliced), unspliced: totalOf(unspliced) }, path);
  warnIfSame(spliced, unspliced, warnings);
  warnOfShare(geneNames, { spliced, unspliced }, warnings);
  const cells = cellsWithCounts(rowSums(spliced), rowSums(unspliced), warnings);
  const genes = Array.from(geneNames.keys());
  const whole = cells.length === pair.cellNames.length;
  return {
    source: { path, format },
    cellNames: cells.map((cell) => pair.cellNames[cell]),
    geneNames,
    layers: whole
      ? { spliced, unspliced }
      : { spliced: submatrix(spliced, cells, genes), unspliced: submatrix(unspliced, cells, genes) },
    obs: {},
    var: pair.var,
    obsm: {},
    obsp: {},
    warnings,
  };
}

async function collect(
  pair: CountPair,
  layer: CountLayer,
  checkpoint: Checkpoint | undefined,
): Promise<SparseMatrix<Float32Array>> {
  const collector = new CountCollector(pair.cellNames.length, pair.geneNames.length);
  await pair.readLayer(layer, collector, checkpoint);
  const counts = collector.finish();
  checkCounts(counts, { file: pair.path, layer }, pair.geneNames);
  return counts;
}
