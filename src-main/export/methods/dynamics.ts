import { projection } from '../../../src-worker/steps/embedding/projection.ts';
import { streamlines } from '../../../src-worker/steps/embedding/streamlines.ts';
import { velocityConfidence } from '../../../src-worker/steps/graph/confidence.ts';
import { pseudotime } from '../../../src-worker/steps/graph/pseudotime.ts';
import { rootsAndEnds } from '../../../src-worker/steps/graph/rootsAndEnds.ts';
import { transitionMatrixStep } from '../../../src-worker/steps/graph/transitionMatrix.ts';
import { velocityGraph } from '../../../src-worker/steps/graph/velocityGraph.ts';
import { latentTime } from '../../../src-worker/steps/velocity/latentTime.ts';
import { rankDynamicalGenes } from '../../../src-worker/steps/velocity/rankDynamicalGenes.ts';
import { rankVelocityGenes } from '../../../src-worker/steps/velocity/rankVelocityGenes.ts';
import { count, counted, writer, type Writer } from './writer.ts';

/** What velocities say of the way from cell to cell, and of its order in time. */
export const DYNAMICS: readonly Writer[] = [
  writer(velocityGraph, (p, { model }) => [
    `For each cell and ${p.neighbors === 'distances' ? 'its nearest neighbours' : 'the cells connected to it in the neighbour graph'}${p.rounds === 1 ? '' : `, followed over ${count(p.rounds)} rounds,`} the correlation π of its velocity with the difference in spliced abundance was computed over these genes [@bergen2020]${
      p.squareRoot === 'on' || (p.squareRoot === 'auto' && model === 'stochastic')
        ? ', after a signed square-root transform of both'
        : p.squareRoot === 'off'
          ? ', without a square-root transform'
          : ''
    }.`,
  ]),
  writer(velocityConfidence, (p) => [
    `The confidence of a velocity was its mean correlation with those of the neighbours, and of a transition its correlation with the move expected with weights exp(${p.scale}π) [@bergen2020].`,
  ]),
  writer(rootsAndEnds, (p) => [
    `Root cells and end points were the stationary distributions, of eigenvalues above 1 − ${p.tolerance}, of transitions with probabilities proportional to exp(${p.scale}π) followed backward and forward [@bergen2020]${p.rootCluster === '' ? '' : `; roots were sought in the cluster ${p.rootCluster}`}.`,
  ]),
  writer(pseudotime, (p) => [
    `Velocity pseudotime was the diffusion pseudotime [@haghverdi2016] on the velocity graph from the most likely root to the most likely end, over ${counted(p.components, 'component')} [@bergen2020].`,
  ]),
  writer(latentTime, (p) => [
    `Latent time combined the times of genes fitted with a likelihood of at least ${p.minLikelihood}, counted from up to ${counted(p.maxRoots, 'root cell')}, and was smoothed over neighbours, without cells of a confidence below ${p.minConfidence} [@bergen2020].`,
    p.useEndPoints && 'Times counted back from the end points entered with a fifth of the weight.',
    p.pseudotimeWeight > 0 &&
      `Velocity pseudotime entered with a weight of ${p.pseudotimeWeight}, and stood in for cells of low confidence.`,
  ]),
  writer(transitionMatrixStep, (p) => [
    `Transition probabilities between cells were proportional to exp(${p.scale}π) [@bergen2020]${p.selfTransitions ? ', cells without a good direction being allowed to stay' : ', without transitions of a cell to itself'}.`,
    p.diffusionWeight > 0 &&
      `Undirected diffusion over the neighbour graph was mixed in with a weight of ${p.diffusionWeight} [@lange2022].`,
  ]),
  writer(projection, (p) => [
    `Velocities were projected onto the embedding as the displacement expected with weights exp(${p.scale}π), negative correlations pointing away [@bergen2020].`,
  ]),
  writer(streamlines, (p) => [
    `Streamlines were drawn through these arrows, averaged under a Gaussian of ${Number((2 * p.smoothing).toPrecision(6))} % of the embedding (more where cells are few), and placed evenly [@jobard1997] at distances of ${part(p.density)} of the embedding; lines shorter than ${p.minLength} of these distances and places with a mass of less than ${counted(p.minMass, 'cell')}, or a tenth of that in dense places, were left out.`,
    `Arrows were drawn on a grid of ${count(p.gridNodes)} nodes along the longer side. Lengths of lines and arrows do not show speeds in time.`,
  ]),
  writer(rankVelocityGenes, (p, { model }) => [
    `The ${count(p.genes)} leading genes of each cluster were ranked by the t statistic of their velocity against all other cells, among velocity genes with an R² above ${p.minR2}, a rank correlation of unspliced and spliced counts above ${p.minCorrelation}${model === 'dynamical' ? `, a likelihood above ${p.minLikelihood}` : ''} and a normalised dispersion above ${p.minDispersion} [@bergen2020].`,
  ]),
  writer(rankDynamicalGenes, (p) => [
    `Dynamical genes were ranked by the likelihood of their fit, over all cells and within each cluster (${count(p.genes)} each) [@bergen2020].`,
  ]),
];

/** Neighbouring streamlines lie 1 / (45 · density) of the embedding apart. */
function part(density: number): string {
  return `1/${Math.round(450 * density) / 10}`;
}
