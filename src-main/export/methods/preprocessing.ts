import { cluster } from '../../../src-worker/steps/preprocess/cluster.ts';
import { filter } from '../../../src-worker/steps/preprocess/filter.ts';
import { moments } from '../../../src-worker/steps/preprocess/moments.ts';
import { isSearchedExactly, neighbors } from '../../../src-worker/steps/preprocess/neighbors.ts';
import { normalize } from '../../../src-worker/steps/preprocess/normalize.ts';
import { pca } from '../../../src-worker/steps/preprocess/pca.ts';
import { variableGenes } from '../../../src-worker/steps/preprocess/variableGenes.ts';
import { epochsFor, umap } from '../../../src-worker/steps/embedding/umap.ts';
import { count, counted, listed, writer, type Writer } from './writer.ts';

/** From counts to neighbours, clusters, moments and the embedding. */
export const PREPROCESSING: readonly Writer[] = [
  writer(filter, (p, { dataset, kept }) => [
    `The dataset “${dataset.name}” held spliced and unspliced counts of ${counted(dataset.genes, 'gene')} in ${counted(dataset.cells, 'cell')}.`,
    p.keepClusters.length > 0 && `Only cells of the clusters ${listed(p.keepClusters)} were analysed.`,
    p.excludeClusters.length > 0 && `Cells of the clusters ${listed(p.excludeClusters)} were left out.`,
    p.excludeCells.length > 0 &&
      `${counted(p.excludeCells.length, 'cell')} ${p.excludeCells.length === 1 ? 'was' : 'were'} left out by barcode (${listed(p.excludeCells)}).`,
    p.minSharedCounts > 0
      ? `Genes were kept if their spliced and unspliced counts, summed over the cells that had both, reached ${count(p.minSharedCounts)} [@bergen2020].`
      : 'No gene was left out for its counts.',
    p.excludeGenes.length > 0 && `The genes ${listed(p.excludeGenes)} were left out.`,
    p.excludeCellCycle && 'Genes of the S, G2 and M phases of the cell cycle were left out [@tirosh2016].',
    `This left ${counted(kept.cells, 'cell')} and ${counted(kept.genes, 'gene')}.`,
  ]),
  writer(normalize, () => [
    'Spliced and unspliced counts of each cell were scaled to the median library size of the respective layer [@bergen2020].',
  ]),
  writer(variableGenes, (p, { kept }) => [
    p.source === 'file'
      ? 'The selection of highly variable genes that came with the dataset was used.'
      : p.source === 'none' || p.topGenes === 0 || p.topGenes >= kept.genes
        ? `All of these genes entered the principal components and the velocity${p.source === 'none' ? ', without a selection by dispersion' : ''}.`
        : `The ${count(p.topGenes)} genes of highest dispersion relative to genes of similar mean expression were selected [@satija2015].`,
  ]),
  writer(pca, (p) => [
    p.source === 'file'
      ? `The first ${count(p.components)} principal components that came with the dataset were used.`
      : `The first ${count(p.components)} principal components of the centred logarithms, ln(1 + x), of their normalised spliced counts were computed by a block Lanczos method [@golub1977].`,
  ]),
  writer(neighbors, (p, { kept }) => [
    p.source === 'file'
      ? `The neighbour graph that came with the dataset was used, with distances in the first ${count(p.components)} principal components.`
      : `The neighbourhood of each cell, ${counted(p.neighbors, 'cell')} with itself, was found by Euclidean distance in the first ${count(p.components)} principal components${
          isSearchedExactly(kept.cells, p.neighbors - 1)
            ? ''
            : ', by random projection trees and NN-descent [@dong2011]'
        }, and neighbours were weighted as in UMAP [@mcinnes2018].`,
  ]),
  writer(cluster, (p, { clusters }) => [
    p.source === 'auto' && clusters.column !== undefined
      ? `Cells were grouped by the annotation “${clusters.column}” (${counted(clusters.count, 'cluster')}).`
      : `Cells were grouped into ${counted(clusters.count, 'cluster')} by the Louvain method on the neighbour graph, at a resolution of ${p.resolution} [@blondel2008]${p.source === 'compute' ? ', whatever annotation the dataset had' : ''}.`,
  ]),
  writer(umap, (p, { umapGiven, kept }) => [
    p.source === 'auto' && umapGiven
      ? 'The UMAP embedding that came with the dataset was used.'
      : `The neighbour graph was laid out in two dimensions by UMAP [@mcinnes2018], from the first two principal components, with a minimum distance of ${p.minDist}, a spread of ${p.spread} and ${counted(epochsFor(p.epochs, kept.cells), 'epoch')}${p.source === 'compute' ? ', anew' : ''}.`,
  ]),
  writer(moments, () => [
    'First moments of spliced and unspliced counts were the means over each cell and its neighbours [@bergen2020].',
  ]),
];
