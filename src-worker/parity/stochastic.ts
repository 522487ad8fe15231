import { singlePrecision } from '../data/sparse.ts';
import { runStepHere } from '../steps/runStepHere.ts';
import { stochastic } from '../steps/velocity/stochastic.ts';
import { atLeast, atMost, differing, largestDifference, shareWithin } from './measures.ts';
import type { Reference } from './reference.ts';
import type { ParityRow } from './row.ts';
import { velocityAgreement } from './velocityAgreement.ts';

const STAGE = 'stochastic';

/** The stochastic model on the reference's own moments, normalised counts and connectivities. */
export async function stochasticParity(reference: Reference): Promise<ParityRow[]> {
  const ours = await runStepHere(stochastic, {
    Ms: reference.layer('Ms'),
    Mu: reference.layer('Mu'),
    normalized_spliced: singlePrecision(reference.sparse('layers/spliced')),
    normalized_unspliced: singlePrecision(reference.sparse('layers/unspliced')),
    connectivities: singlePrecision(reference.sparse('obsp/connectivities')),
  });
  const gamma = reference.var('stochastic_gamma');
  const genes = reference.var('stochastic_genes');
  const detail = 'from the reference’s moments, counts and connectivities';
  return [
    atLeast(
      {
        stage: STAGE,
        quantity: 'γ, share of genes within 1 %',
        measured: shareWithin(ours.velocity_gamma.data, gamma, 0.01),
        detail,
      },
      0.95,
    ),
    atLeast(
      {
        stage: STAGE,
        quantity: 'γ, share of velocity genes within 1 %',
        measured: shareWithin(ours.velocity_gamma.data, gamma, 0.01, genes),
        detail: 'the genes that second moments enter',
      },
      0.95,
    ),
    atMost(
      {
        stage: STAGE,
        quantity: 'velocity genes that differ',
        measured: differing(ours.velocity_genes.data, genes),
        detail: `of ${reference.genes} genes`,
      },
      0,
    ),
    atMost(
      {
        stage: STAGE,
        quantity: 'variance_velocity (largest |difference|)',
        measured: largestDifference(ours.variance_velocity.data, reference.layer('variance_stochastic').data),
        detail,
      },
      1e-3,
    ),
    ...velocityAgreement(STAGE, ours.velocity, reference.layer('stochastic'), 0.9999),
  ];
}
