import { sharedArray, type SparseMatrix } from '../../data/arrays.ts';
import { defineKernel } from '../../kernels/kernel.ts';
import type { Work } from '../work.ts';

/**
 * The matrix with every entry to the power of `exponent`: exp(λπ) becomes exp(exponent · λπ), up to the scale of the row.
 */
export async function sharpened(
  matrix: SparseMatrix<Float32Array>,
  exponent: number,
  work: Work,
): Promise<SparseMatrix<Float32Array>> {
  const out = sharedArray('f32', matrix.data.length);
  await work.parallel(powers, { values: matrix.data, exponent, out }, out.length, { tile: 65_536 });
  return { ...matrix, data: out };
}

interface PowersArgs {
  values: Float32Array;
  exponent: number;
  out: Float32Array;
}

const powers = defineKernel<PowersArgs>('fate.powers', ({ values, exponent, out }, from, to) => {
  for (let p = from; p < to; p++) out[p] = values[p] ** exponent;
});
