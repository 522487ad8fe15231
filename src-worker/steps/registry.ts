import { projection } from './embedding/projection.ts';
import { streamlines } from './embedding/streamlines.ts';
import { umap } from './embedding/umap.ts';
import { fate } from './fate/fate.ts';
import { velocityConfidence } from './graph/confidence.ts';
import { pseudotime } from './graph/pseudotime.ts';
import { rootsAndEnds } from './graph/rootsAndEnds.ts';
import { transitionMatrixStep } from './graph/transitionMatrix.ts';
import { velocityGraph } from './graph/velocityGraph.ts';
import { cluster } from './preprocess/cluster.ts';
import { filter } from './preprocess/filter.ts';
import { moments } from './preprocess/moments.ts';
import { neighbors } from './preprocess/neighbors.ts';
import { normalize } from './preprocess/normalize.ts';
import { pca } from './preprocess/pca.ts';
import { variableGenes } from './preprocess/variableGenes.ts';
import type { AnyStep } from './step.ts';
import { dynamical } from './velocity/dynamical.ts';
import { latentTime } from './velocity/latentTime.ts';
import { rankDynamicalGenes } from './velocity/rankDynamicalGenes.ts';
import { rankVelocityGenes } from './velocity/rankVelocityGenes.ts';
import { recoverDynamics } from './velocity/recoverDynamics.ts';
import { steadyState } from './velocity/steadyState.ts';
import { stochastic } from './velocity/stochastic.ts';

/** Every step, in the order in which a whole run takes them. Importing this file registers all kernels. */
export const STEPS: readonly AnyStep[] = [
  filter,
  normalize,
  variableGenes,
  pca,
  neighbors,
  cluster,
  moments,
  umap,
  steadyState,
  stochastic,
  recoverDynamics,
  dynamical,
  velocityGraph,
  velocityConfidence,
  rootsAndEnds,
  pseudotime,
  latentTime,
  transitionMatrixStep,
  projection,
  streamlines,
  rankVelocityGenes,
  rankDynamicalGenes,
  fate,
];

/** The step of that id. */
export function stepNamed(id: string): AnyStep {
  const step = STEPS.find((candidate) => candidate.id === id);
  if (!step) throw new Error(`No step is named ${id}`);
  return step;
}
