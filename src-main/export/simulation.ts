import { writeH5ad } from '../../src-worker/formats/h5ad/write.ts';
import type { Simulation } from '../../src-worker/simulate/index.ts';

/**
 * Writes simulated counts to `path` and, beside them, the truth (velocity, u and s before counting) to
 * `<name>.truth.h5ad`; time, fates and rates are columns of both.
 *
 * @returns the paths of the two files.
 */
export async function writeSimulation({ dataset, truth }: Simulation, path: string): Promise<string[]> {
  const truthPath = path.replace(/(\.h5ad)?$/, '.truth.h5ad');
  const obs = { index: dataset.cellNames, columns: dataset.obs };
  const genes = { index: dataset.geneNames, columns: dataset.var };
  await writeH5ad(path, { obs, var: genes, X: dataset.layers['spliced'], layers: dataset.layers });
  const { velocity, u, s } = truth;
  await writeH5ad(truthPath, { obs, var: genes, layers: { velocity, u, s } });
  return [path, truthPath];
}
