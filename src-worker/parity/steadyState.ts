import { runStepHere } from '../steps/runStepHere.ts';
import { steadyState } from '../steps/velocity/steadyState.ts';
import { atLeast, atMost, differing, largestDifference, shareWithin } from './measures.ts';
import type { Reference } from './reference.ts';
import type { ParityRow } from './row.ts';
import { velocityAgreement } from './velocityAgreement.ts';

const STAGE = 'steady state';

/** The steady-state model on the reference's own moments. */
export async function steadyStateParity(reference: Reference): Promise<ParityRow[]> {
  const ours = await runStepHere(steadyState, { Ms: reference.layer('Ms'), Mu: reference.layer('Mu') });
  const detail = 'from the reference’s moments';
  return [
    atLeast(
      {
        stage: STAGE,
        quantity: 'γ, share of genes within 1e-3',
        measured: shareWithin(ours.velocity_gamma.data, reference.var('deterministic_gamma'), 1e-3),
        detail,
      },
      0.99,
    ),
    atLeast(
      {
        stage: STAGE,
        quantity: 'R², share of genes within 1e-3',
        measured: shareWithin(ours.velocity_r2.data, reference.var('deterministic_r2'), 1e-3),
        detail,
      },
      0.99,
    ),
    atMost(
      {
        stage: STAGE,
        quantity: 'velocity genes that differ',
        measured: differing(ours.velocity_genes.data, reference.var('deterministic_genes')),
        detail: `of ${reference.genes} genes`,
      },
      0,
    ),
    atMost(
      {
        stage: STAGE,
        quantity: 'velocity (largest |difference|)',
        measured: largestDifference(ours.velocity.data, reference.layer('deterministic').data),
        detail,
      },
      1e-4,
    ),
    ...velocityAgreement(STAGE, ours.velocity, reference.layer('deterministic'), 0.9999),
  ];
}
