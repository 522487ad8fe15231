import type { Dataset } from '../../data/dataset.ts';
import { storableNames } from '../names/storableNames.ts';
import type { AnnData } from './annData.ts';
import { columnColors, neighborSettings } from './conventions.ts';

/** Under which anndata keeps the names of rows, so that no column can be called so. */
export const ROW_NAMES = '_index';

/**
 * A dataset as it was read, as an h5ad file holds it: all layers, X the spliced counts as scVelo has them before its
 * preprocessing, embeddings, and the neighbour graph where scanpy and scVelo find it.
 */
export function datasetAnnData({ cellNames, geneNames, layers, obs, obsm, obsp, ...rest }: Dataset): AnnData {
  const columns = storableNames(obs, [ROW_NAMES]);
  const { connectivities, distances } = obsp;
  return {
    obs: { index: cellNames, columns },
    var: { index: geneNames, columns: storableNames(rest.var, [ROW_NAMES]) },
    X: layers['spliced'],
    layers: storableNames(layers, []),
    obsm: storableNames(obsm, []),
    obsp: storableNames(obsp, []),
    uns: {
      ...columnColors(columns),
      ...(connectivities && distances ? { neighbors: neighborSettings(distances) } : {}),
    },
  };
}
