import { dynamicalParity } from './dynamical.ts';
import { graphParity } from './graph.ts';
import { momentsParity } from './moments.ts';
import { pseudotimeParity } from './pseudotime.ts';
import { openReference } from './reference.ts';
import type { ParityRow } from './row.ts';
import { steadyStateParity } from './steadyState.ts';
import { stochasticParity } from './stochastic.ts';

export { parityTable } from './table.ts';

/**
 * Compares every stage with scVelo's own result, each fed with the reference's own inputs so that differences do not add
 * up. `path` is that of the bundled reference file.
 */
export async function runParity(path: string): Promise<ParityRow[]> {
  const reference = await openReference(path);
  try {
    return [
      ...(await momentsParity(reference)),
      ...(await steadyStateParity(reference)),
      ...(await stochasticParity(reference)),
      ...(await dynamicalParity(reference)),
      ...(await graphParity(reference)),
      ...pseudotimeParity(reference),
    ];
  } finally {
    reference.close();
  }
}
