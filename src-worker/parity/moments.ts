import { singlePrecision } from '../data/sparse.ts';
import { moments } from '../steps/preprocess/moments.ts';
import { runStepHere } from '../steps/runStepHere.ts';
import { atMost, largestRelativeDifference } from './measures.ts';
import type { Reference } from './reference.ts';
import type { ParityRow } from './row.ts';

/** Moments from the reference's normalised layers and connectivities. */
export async function momentsParity(reference: Reference): Promise<ParityRow[]> {
  const ours = await runStepHere(moments, {
    normalized_spliced: singlePrecision(reference.sparse('layers/spliced')),
    normalized_unspliced: singlePrecision(reference.sparse('layers/unspliced')),
    connectivities: singlePrecision(reference.sparse('obsp/connectivities')),
  });
  return (['Ms', 'Mu'] as const).map((name) =>
    atMost(
      {
        stage: 'moments',
        quantity: `${name} (largest |difference| / max(1, |value|))`,
        measured: largestRelativeDifference(ours[name].data, reference.layer(name).data),
        detail: 'from the reference’s normalised layers and connectivities',
      },
      1e-5,
    ),
  );
}
