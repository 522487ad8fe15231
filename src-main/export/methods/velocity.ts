import { dynamical } from '../../../src-worker/steps/velocity/dynamical.ts';
import { recoverDynamics } from '../../../src-worker/steps/velocity/recoverDynamics.ts';
import { steadyState } from '../../../src-worker/steps/velocity/steadyState.ts';
import { stochastic } from '../../../src-worker/steps/velocity/stochastic.ts';
import { count, counted, ordinal, writer, type Writer } from './writer.ts';

/** The model of transcription, splicing and degradation, and the velocities that follow from it. */
export const VELOCITY: readonly Writer[] = [
  writer(steadyState, (p, { kept, velocityGenes }) => [
    'RNA velocity was estimated with the steady-state model [@lamanno2018] as implemented by Bergen et al. [@bergen2020].',
    p.fitOffset
      ? `For each gene, the ratio γ of degradation to splicing and an offset were obtained by regression of unspliced on spliced abundance over the cells at both extremes of abundance, beyond the ${ordinal(p.percentile)} percentile and its counterpart.`
      : `For each gene, the ratio γ of degradation to splicing was obtained by regression through the origin of unspliced on spliced abundance over the cells at or above the ${ordinal(p.percentile)} percentile of abundance.`,
    'Velocities were the differences between unspliced abundance and that line.',
    `Genes with an R² above ${p.minR2} and γ above ${p.minRatio} β (${count(velocityGenes)} of ${count(kept.genes)}) entered the velocity graph.`,
  ]),
  writer(stochastic, (p, { kept, velocityGenes }) => [
    'RNA velocity was estimated with the stochastic model, which adds second moments to the steady-state model [@lamanno2018; @bergen2020].',
    `For each gene, the ratio γ of degradation to splicing was obtained from first and second moments by generalised least squares, starting from a regression through the origin over the cells at or above the ${ordinal(p.percentile)} percentile of abundance.`,
    `Genes with an R² above ${p.minR2} and γ above ${p.minRatio} β (${count(velocityGenes)} of ${count(kept.genes)}) entered the velocity graph.`,
  ]),
  writer(recoverDynamics, (p) => [
    'RNA velocity [@lamanno2018] was estimated with the dynamical model [@bergen2020].',
    `Rates of transcription, splicing and degradation and the time at which transcription stops were inferred gene by gene by expectation–maximisation, alternating the times and states of the cells with simplex searches of the rates, at a setting of ${counted(p.maxIterations, 'iteration')}.`,
    p.genes === 'all'
      ? p.topGenes > 0 && `The ${count(p.topGenes)} genes of highest spliced abundance were fitted.`
      : `Fitted were genes for which a line through the origin explained more than ${p.minR2} of the variance of unspliced counts and the ratio of unspliced to spliced counts, over the cells at or above the ${ordinal(p.percentile)} percentile of abundance, was above ${p.minRatio}${p.topGenes > 0 ? `; of these the ${count(p.topGenes)} of highest spliced abundance` : ''}.`,
    p.fitScaling
      ? 'A factor for the lower capture of unspliced molecules was fitted for each gene.'
      : 'Unspliced molecules were taken to be captured as well as spliced ones.',
    p.alignment === 'none'
      ? 'Times of genes were left on the scale on which they were fitted.'
      : 'Times of genes were aligned so that the dynamics of each gene lasted 20 hours.',
  ]),
  writer(dynamical, (p, { kept, velocityGenes }) => [
    'Velocities were those of the fitted splicing kinetics at the time of each cell, times being smoothed over neighbours.',
    `Genes with a likelihood above ${p.minLikelihood} ${p.minR2 > -1 ? `and a steady-state line of R² above ${p.minR2} ` : ''}(${count(velocityGenes)} of ${count(kept.genes)}) entered the velocity graph.`,
  ]),
];
