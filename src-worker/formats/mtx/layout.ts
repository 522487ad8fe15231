import { basename, join } from 'node:path';

import { DataError } from '../../data/errors.ts';
import { COUNT_LAYERS } from '../counts/countLayer.ts';
import { AMBIGUOUS_ADDED, AMBIGUOUS_WHY } from '../counts/countNames.ts';
import type { ReadOptions } from '../reader.ts';
import { listFiles, withoutPrefix, type Files } from './files.ts';
import { layerFiles, type LayerFiles } from './layerFiles.ts';
import { firstOf, KB_PREFIX } from './lists.ts';
import { refuseFolder } from './refuseFolder.ts';
import { findSubfolders, type Subfolders } from './subfolders.ts';

/** Where the parts of a folder lie. */
export interface Layout {
  spliced: LayerFiles;
  unspliced: LayerFiles;
  /** Names of the genes, where a file of its own has them. */
  geneNames?: string;
  warnings: string[];
}

/**
 * Finds the matrices of spliced and unspliced counts in a folder, and the lists of cells and genes that belong to
 * them: as STARsolo (Velocyto/raw and filtered), kb-python (`lamanno` and `nac`) and others write them, packed or not.
 *
 * @throws DataError that says what is missing, and how to make it.
 */
export function findLayout(folder: string, options: ReadOptions): Layout {
  const files = usualFiles(folder, options);
  const names = {
    spliced: options.splicedLayer ?? (files.has(`${KB_PREFIX}mature.mtx`) ? 'mature' : 'spliced'),
    unspliced: options.unsplicedLayer ?? (files.has(`${KB_PREFIX}nascent.mtx`) ? 'nascent' : 'unspliced'),
  };
  const matrices = { spliced: matrixOf(files, names.spliced), unspliced: matrixOf(files, names.unspliced) };
  if (!matrices.spliced || !matrices.unspliced) {
    const apart = (options.splicedLayer ?? options.unsplicedLayer) ? undefined : findSubfolders(folder);
    if (apart) return layoutOfSubfolders(apart);
    const missing = COUNT_LAYERS.filter((which) => !matrices[which]);
    throw refuseFolder(
      folder,
      files,
      missing.map((which) => `${names[which]}.mtx`),
    );
  }
  if (matrices.spliced === matrices.unspliced)
    throw new DataError(
      `spliced and unspliced counts are both taken from ${matrices.spliced}.`,
      { file: folder },
      'Choose two different matrices.',
    );
  const ambiguous = options.splicedLayer === undefined ? files.get(`${KB_PREFIX}ambiguous.mtx`) : undefined;
  const whole = names.spliced === 'mature' && ambiguous ? [matrices.spliced, ambiguous] : [matrices.spliced];
  return {
    spliced: layerFiles(folder, files, names.spliced, whole),
    unspliced: layerFiles(folder, files, names.unspliced, [matrices.unspliced]),
    geneNames: full(folder, files.get(`${KB_PREFIX}genes.names.txt`)),
    warnings: whole.length > 1 ? [AMBIGUOUS_ADDED] : [],
  };
}

/** Each matrix in a folder of its own, with lists of its own. */
function layoutOfSubfolders({ spliced, unspliced, ambiguous }: Subfolders): Layout {
  const filesOf = (folder: string, layer: string): LayerFiles => {
    const files = listFiles(folder);
    return layerFiles(folder, files, layer, [files.get('matrix.mtx')!]);
  };
  const mature = filesOf(spliced, 'spliced');
  const more = ambiguous === undefined ? [] : filesOf(ambiguous, 'ambiguous').matrices;
  return {
    spliced: { ...mature, matrices: [...mature.matrices, ...more] },
    unspliced: filesOf(unspliced, 'unspliced'),
    warnings:
      ambiguous === undefined
        ? []
        : [`${AMBIGUOUS_WHY} To take mature counts alone, move the folder ${basename(ambiguous)} away.`],
  };
}

function usualFiles(folder: string, { splicedLayer, unsplicedLayer }: ReadOptions): Files {
  const files = listFiles(folder);
  const usual = withoutPrefix(folder, files, [
    `${splicedLayer ?? 'spliced'}.mtx`,
    `${unsplicedLayer ?? 'unspliced'}.mtx`,
  ]);
  if (usual !== files) return usual;
  return withoutPrefix(folder, files, [`${KB_PREFIX}mature.mtx`, `${KB_PREFIX}nascent.mtx`]);
}

function matrixOf(files: Files, layer: string): string | undefined {
  return firstOf(files, [`${layer}.mtx`, `${KB_PREFIX}${layer}.mtx`]);
}

function full(folder: string, name: string | undefined): string | undefined {
  return name === undefined ? undefined : join(folder, name);
}
