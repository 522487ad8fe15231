import type { DenseArray } from '../data/arrays.ts';
import { atLeast, columnCosines, rowCorrelations, smallest } from './measures.ts';
import type { ParityRow } from './row.ts';

/** Agreement of velocities (genes × cells) with the reference's: by gene over cells, and by cell over genes. */
export function velocityAgreement(
  stage: string,
  ours: DenseArray<Float32Array>,
  theirs: DenseArray<Float32Array>,
  bound: number,
): ParityRow[] {
  const cells = ours.shape[1];
  const correlations = rowCorrelations(ours.data, theirs.data, cells);
  const cosines = columnCosines(ours.data, theirs.data, cells);
  return [
    atLeast(
      {
        stage,
        quantity: 'velocity, per-gene ρ (smallest)',
        measured: smallest(correlations),
        detail: `${correlations.length} genes whose velocity varies`,
      },
      bound,
    ),
    atLeast(
      {
        stage,
        quantity: 'velocity, per-cell cosine (smallest)',
        measured: smallest(cosines),
        detail: `${cosines.length} cells, over all genes`,
      },
      bound,
    ),
  ];
}
