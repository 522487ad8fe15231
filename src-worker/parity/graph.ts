import { denseFrom, json } from '../data/arrays.ts';
import type { VelocityMode } from '../data/catalogue.ts';
import { singlePrecision, toDense } from '../data/sparse.ts';
import { velocityConfidence } from '../steps/graph/confidence.ts';
import { transitionMatrix } from '../steps/graph/transitionProbabilities.ts';
import { velocityGraph } from '../steps/graph/velocityGraph.ts';
import { runStepHere } from '../steps/runStepHere.ts';
import {
  atLeast,
  atMost,
  largestDifference,
  largestSparseDifference,
  rowCorrelations,
  smallest,
} from './measures.ts';
import type { Reference } from './reference.ts';
import type { ParityRow } from './row.ts';

/**
 * Velocity graphs from the reference's velocities, the transition matrix from its graph, and length and confidence from
 * both.
 */
export async function graphParity(reference: Reference): Promise<ParityRow[]> {
  return [
    ...(await velocityGraphParity(reference, 'deterministic')),
    ...(await velocityGraphParity(reference, 'dynamical')),
    ...transitionParity(reference),
    ...(await confidenceParity(reference)),
  ];
}

async function velocityGraphParity(reference: Reference, mode: VelocityMode): Promise<ParityRow[]> {
  const ours = await runStepHere(velocityGraph, {
    velocity: reference.layer(mode),
    Ms: reference.layer('Ms'),
    velocity_genes: denseFrom('u8', reference.var(`${mode}_genes`)),
    velocity_params: json({ mode }),
    distances: singlePrecision(reference.sparse('obsp/distances')),
  });
  const detail = `from the reference’s ${mode} velocity`;
  return [
    ...(['graph', 'graph_neg'] as const).map((name) =>
      atMost(
        {
          stage: 'velocity graph',
          quantity: `${mode} ${name} (largest |difference|)`,
          measured: largestSparseDifference(
            ours[`velocity_${name}`],
            reference.sparse(`obsp/${mode}_${name}`),
          ),
          detail,
        },
        1e-5,
      ),
    ),
    atMost(
      {
        stage: 'velocity graph',
        quantity: `${mode} self-transition (largest |difference|)`,
        measured: largestDifference(
          ours.velocity_self_transition.data,
          reference.obs(`${mode}_self_transition`),
        ),
        detail,
      },
      1e-5,
    ),
  ];
}

function transitionParity(reference: Reference): ParityRow[] {
  const ours = toDense(
    transitionMatrix(
      reference.sparse('obsp/deterministic_graph'),
      reference.sparse('obsp/deterministic_graph_neg'),
      reference.obs('deterministic_self_transition'),
    ),
  );
  const theirs = reference.obsm('transition_deterministic').data;
  const detail = 'from the reference’s deterministic graph';
  return [
    atMost(
      {
        stage: 'transition matrix',
        quantity: 'T (largest |difference|)',
        measured: largestDifference(ours, theirs),
        detail,
      },
      1e-5,
    ),
    atLeast(
      {
        stage: 'transition matrix',
        quantity: 'T, per-cell ρ (smallest)',
        measured: smallest(rowCorrelations(ours, theirs, reference.cells)),
        detail,
      },
      0.9999,
    ),
  ];
}

async function confidenceParity(reference: Reference): Promise<ParityRow[]> {
  const ours = await runStepHere(velocityConfidence, {
    velocity: reference.layer('deterministic'),
    Ms: reference.layer('Ms'),
    velocity_genes: denseFrom('u8', reference.var('deterministic_genes')),
    distances: singlePrecision(reference.sparse('obsp/distances')),
    velocity_graph: singlePrecision(reference.sparse('obsp/deterministic_graph')),
    velocity_graph_neg: singlePrecision(reference.sparse('obsp/deterministic_graph_neg')),
  });
  const row = (name: 'length' | 'confidence' | 'confidence_transition', bound: number, detail: string) =>
    atMost(
      {
        stage: 'confidence',
        quantity: `velocity_${name} (largest |difference|)`,
        measured: largestDifference(ours[`velocity_${name}`].data, reference.obs(`deterministic_${name}`)),
        detail,
      },
      bound,
    );
  const detail = 'from the reference’s velocity and graph';
  return [
    row('length', 0.00501, 'scVelo rounds lengths to 0.01'),
    row('confidence', 1e-5, detail),
    row('confidence_transition', 1e-4, detail),
  ];
}
