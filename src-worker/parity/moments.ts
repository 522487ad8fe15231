import { moments } from '../steps/preprocess/moments.ts';
import { runStepHere } from '../steps/runStepHere.ts';
import type { SparseMatrix } from '../data/arrays.ts';
import type { Reference } from './reference.ts';
import type { ParityRow } from './row.ts';

const BOUND = 1e-5;

/** Moments from the reference's normalised layers and connectivities. */
export async function momentsParity(reference: Reference): Promise<ParityRow[]> {
  const ours = await runStepHere(moments, {
    normalized_spliced: singlePrecision(reference.sparse('layers/spliced')),
    normalized_unspliced: singlePrecision(reference.sparse('layers/unspliced')),
    connectivities: singlePrecision(reference.sparse('obsp/connectivities')),
  });
  return (['Ms', 'Mu'] as const).map((name) => {
    const measured = largestDifference(ours[name].data, reference.layer(name).data);
    return {
      stage: 'moments',
      quantity: `${name} (largest |difference| / max(1, |value|))`,
      measured,
      bound: `≤ ${BOUND}`,
      passed: measured <= BOUND,
      detail: 'from the reference’s normalised layers and connectivities',
    };
  });
}

function singlePrecision(matrix: SparseMatrix): SparseMatrix<Float32Array> {
  return { ...matrix, data: Float32Array.from(matrix.data) };
}

function largestDifference(ours: Float32Array, theirs: Float32Array): number {
  if (ours.length !== theirs.length) return Infinity;
  let largest = 0;
  for (let p = 0; p < ours.length; p++) {
    const difference = Math.abs(ours[p] - theirs[p]) / Math.max(1, Math.abs(theirs[p]));
    largest = Number.isNaN(difference) ? Infinity : Math.max(largest, difference);
  }
  return largest;
}
