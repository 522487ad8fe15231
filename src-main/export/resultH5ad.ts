import type { DenseArray, SparseMatrix } from '../../src-worker/data/arrays.ts';
import type { ArrayName, ArrayTypes } from '../../src-worker/data/catalogue.ts';
import type { AnnData, Element, GeneMajorMatrix, Matrix } from '../../src-worker/formats/h5ad/annData.ts';
import { writeH5ad, type H5adOptions } from '../../src-worker/formats/h5ad/write.ts';
import type { RunResult } from '../compute/runResult.ts';
import { cellTable } from './h5ad/cells.ts';
import { geneTable } from './h5ad/genes.ts';
import { settings } from './h5ad/settings.ts';

type GeneMajorName = {
  [N in ArrayName]: ArrayTypes[N] extends DenseArray<Float32Array> ? N : never;
}[ArrayName];

const GENE_MAJOR_LAYERS: readonly GeneMajorName[] = [
  'Ms',
  'Mu',
  'velocity',
  'variance_velocity',
  'fit_t',
  'fit_tau',
  'fit_tau_',
];

const EMBEDDINGS = ['X_pca', 'X_umap', 'velocity_pca', 'velocity_umap', 'fate_probabilities'] as const;

/**
 * Writes a run as an h5ad file that scanpy, scVelo and CellRank work on as if scVelo had made it: kept cells × kept
 * genes; `spliced` and `unspliced` size-normalised, as scVelo holds them after its preprocessing, and X the logarithm
 * of the former; graphs in `uns` and `obsp`; fates where CellRank reads them. Values that a gene has no fit for are
 * NaN. Arrays that the run does not have are left out.
 *
 * @throws DataError where the file cannot be written; nothing is left behind then.
 */
export async function exportResultH5ad(
  result: RunResult,
  path: string,
  options: H5adOptions = {},
): Promise<void> {
  await writeH5ad(path, await describeResult(result), options);
}

async function describeResult(result: RunResult): Promise<AnnData> {
  const obs = await cellTable(result);
  const genes = await geneTable(result);
  const obsm: Record<string, DenseArray> = {};
  for (const name of EMBEDDINGS) if (result.has(name)) obsm[name] = await result.array(name);
  // CellRank looks for fate probabilities under this name (Lineage.from_adata).
  if (obsm['fate_probabilities']) obsm['lineages_fwd'] = obsm['fate_probabilities'];
  const obsp: Record<string, SparseMatrix> = {};
  for (const name of ['connectivities', 'distances'] as const)
    if (result.has(name)) obsp[name] = await result.array(name);
  const uns: Record<string, Element> = await settings(result, { ...obs.columns, ...genes.columns });
  return {
    obs,
    var: genes,
    ...matrices(result),
    obsm,
    varm: result.has('PCs') ? { PCs: await result.array('PCs') } : {},
    obsp,
    uns,
  };
}

function matrices(result: RunResult): Pick<AnnData, 'X' | 'layers'> {
  const layers: Record<string, () => Promise<Matrix>> = {};
  let X: (() => Promise<Matrix>) | undefined;
  if (result.has('normalized_spliced')) {
    // One matrix for both, so that the writer knows that their entries lie at the same places.
    let spliced: Promise<SparseMatrix<Float32Array>> | undefined;
    X = async () => logarithm(await (spliced = result.array('normalized_spliced')));
    layers['spliced'] = async () => {
      const matrix = await (spliced ?? result.array('normalized_spliced'));
      spliced = undefined;
      return matrix;
    };
  }
  if (result.has('normalized_unspliced')) layers['unspliced'] = () => result.array('normalized_unspliced');
  for (const name of GENE_MAJOR_LAYERS)
    if (result.has(name)) layers[name] = async () => geneMajor(await result.array(name));
  return { X, layers };
}

function geneMajor({ shape: [genes, cells], data }: DenseArray<Float32Array>): GeneMajorMatrix {
  return { kind: 'geneMajor', genes, cells, data };
}

/** log(1 + x) of every value. */
function logarithm(matrix: SparseMatrix<Float32Array>): SparseMatrix<Float32Array> {
  return { ...matrix, data: matrix.data.map(Math.log1p) };
}
