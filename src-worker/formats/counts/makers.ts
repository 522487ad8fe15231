/**
 * The tools that count spliced and unspliced reads apart, each with its command: their manuals, of STAR 2.7.11,
 * kb-python 0.28, simpleaf 0.17 and velocyto 0.17.
 */
export const MAKERS =
  'STARsolo (STAR --soloFeatures Gene Velocyto), kb-python (kb count --workflow nac), alevin-fry (simpleaf quant, with ' +
  'a spliced+intronic reference) or velocyto (velocyto run10x FOLDER GENES.gtf for a folder of Cell Ranger, velocyto ' +
  'run for other BAM files)';

/** Why counts of one kind end the analysis, and what makes both. */
export const COUNT_APART = `RNA velocity compares spliced with unspliced counts, so they must be counted apart, from the reads: with ${MAKERS}.`;

/** {@link COUNT_APART} for a file that says something of its cells. */
export const COUNT_APART_AND_ADD = `${COUNT_APART} This file can then be added to those counts as annotations.`;
