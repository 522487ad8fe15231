import { expect, test } from 'vitest';

import { newState, takeTiles } from '../../crew/job.ts';
import { dense, denseFrom } from '../../data/arrays.ts';
import type { ArrayValues } from '../../data/catalogue.ts';
import { sparseFromDense } from '../../data/sparse.ts';
import { runStep } from '../context.ts';
import { createControl } from '../control.ts';
import { umap } from '../embedding/umap.ts';
import type { AnyStep } from '../step.ts';
import { cluster } from './cluster.ts';
import { neighbors } from './neighbors.ts';
import { pca } from './pca.ts';

const counts = sparseFromDense(
  Array.from({ length: 20 * 6 }, (_, p) => (p * 7) % 11),
  20,
  6,
);
const ring = sparseFromDense(
  Array.from({ length: 400 }, (_, p) =>
    [1, 19].includes((Math.floor(p / 20) - (p % 20) + 20) % 20) ? 1 : 0,
  ),
  20,
  20,
);
const inputs: ArrayValues = {
  normalized_spliced: counts,
  highly_variable: denseFrom('u8', [1, 1, 1, 1, 1, 1]),
  X_pca: dense('f32', [20, 4]),
  connectivities: ring,
  cell_index: denseFrom(
    'u32',
    Array.from({ length: 20 }, (_, i) => i),
  ),
};

test.each<AnyStep>([pca, neighbors, cluster, umap])('$id stops when it is cancelled', async (step) => {
  const control = createControl();
  control.cancel();
  const run = runStep({
    step,
    parameters: {},
    seed: 0,
    inputs,
    control,
    runTiles: async (kernel, args, count, tile) => {
      takeTiles(kernel, { args, count, tile, state: newState() }, control);
    },
  });
  await expect(run).rejects.toThrow('Cancelled');
});
