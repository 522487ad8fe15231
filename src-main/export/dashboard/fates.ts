import type { RunResult } from '../../compute/runResult.ts';
import { packNumbers } from './pack.ts';
import type { Fates } from './payload.ts';

/** Fate probabilities of the shown cells and their mean in each cluster over all cells; undefined without any. */
export async function fatesOf(result: RunResult, shown: Uint32Array): Promise<Fates | undefined> {
  if (!result.has('fate_probabilities') || !result.has('fate_names')) return undefined;
  const names = (await result.array('fate_names')).values;
  if (names.length === 0) return undefined;
  const { data } = await result.array('fate_probabilities');
  const clusters = await result.array('clusters');
  const fates = names.length;
  const of = new Float64Array(shown.length * fates);
  for (let i = 0; i < shown.length; i++)
    of.set(data.subarray(shown[i] * fates, (shown[i] + 1) * fates), i * fates);
  return {
    names,
    probabilities: packNumbers(of),
    byCluster: meanByCluster(data, fates, clusters.codes, clusters.categories.length),
  };
}

function meanByCluster(
  probabilities: ArrayLike<number>,
  fates: number,
  codes: Int32Array,
  clusters: number,
): number[][] {
  const sums = Array.from({ length: clusters }, () => new Array<number>(fates).fill(0));
  const counts = new Uint32Array(clusters);
  for (let i = 0; i < codes.length; i++) {
    if (codes[i] < 0 || !Number.isFinite(probabilities[i * fates])) continue;
    counts[codes[i]]++;
    for (let f = 0; f < fates; f++) sums[codes[i]][f] += probabilities[i * fates + f];
  }
  return sums.map((row, c) => row.map((sum) => (counts[c] > 0 ? sum / counts[c] : 0)));
}
