import type { SparseMatrix } from '../../data/arrays.ts';
import { columnSums } from '../../data/sparse.ts';
import type { FileSummary } from '../summary/summary.ts';
import type { CountLayer } from './countLayer.ts';

/** Counts of each gene in both layers, over all cells. */
export interface GeneTotals {
  spliced: Float64Array;
  unspliced: Float64Array;
}

/** Fewer counts, and a choice of fewer genes, say nothing of a library. */
const FEWEST_COUNTS = 1000;
const FEWEST_GENES = 200;

/** Half of the usual share and less: 15 to 25 % of the reads of whole cells are unspliced (La Manno et al. 2018). */
const LITTLE = 0.05;

/**
 * Nuclei have about half of their reads in introns where cells have a fifth (10x Genomics, “Why do I have a high
 * percentage of reads mapping to intronic regions?”; Chamberlin et al. 2024, doi:10.1101/gr.278253.123).
 */
const MUCH = 0.5;

/** Mitochondria stay behind when nuclei are isolated; 5 to 20 % of the counts of whole cells are theirs. */
const FEW_MITOCHONDRIAL = 0.03;

/** Mitochondrial counts that it takes to say in which layer they are. */
const TELLING_MITOCHONDRIAL = 50;

/** Symbols of the genes of the mitochondrial genome, MT-CO1 or mt-Co1, behind the name of a genome, too. */
const MITOCHONDRIAL = /^(.*_)?mt-/i;

/**
 * What to think of a share of unspliced counts that is out of the usual: too little, that of nuclei, or that of layers
 * that were swapped; nothing where it is as usual. Mitochondrial genes, known by symbol, decide: they have no introns,
 * so their counts are spliced ones, and nuclei have few of them.
 */
export function unsplicedNote(
  geneNames: readonly string[],
  { spliced, unspliced }: GeneTotals,
): string | undefined {
  const genes = Array.from(geneNames.keys()).filter((gene) => MITOCHONDRIAL.test(geneNames[gene]));
  const mitochondrial = { spliced: sumOf(spliced, genes), unspliced: sumOf(unspliced, genes) };
  const inMitochondria = mitochondrial.spliced + mitochondrial.unspliced;
  const ofUnspliced = sumOf(unspliced);
  const all = sumOf(spliced) + ofUnspliced;
  const share = ofUnspliced / all;
  if (all < FEWEST_COUNTS || geneNames.length < FEWEST_GENES) return undefined;
  if (share < LITTLE) return little(share);
  if (share < MUCH) return undefined;
  const wrongSide = mitochondrial.unspliced / inMitochondria;
  if (inMitochondria >= TELLING_MITOCHONDRIAL && wrongSide > 0.5) return swapped(share, wrongSide);
  if (genes.length > 0 && inMitochondria / all < FEW_MITOCHONDRIAL)
    return nuclei(share, inMitochondria / all);
  return much(share);
}

/** Fills in the totals of a summary, and a warning where the share of unspliced counts is out of the usual. */
export function summariseCounts(
  summary: FileSummary,
  geneNames: readonly string[],
  totals: GeneTotals,
): void {
  const [spliced, unspliced] = [sumOf(totals.spliced), sumOf(totals.unspliced)];
  summary.totals = { spliced, unspliced };
  if (spliced === 0 || unspliced === 0) return;
  summary.unsplicedFraction = unspliced / (spliced + unspliced);
  const note = unsplicedNote(geneNames, totals);
  if (note !== undefined) summary.warnings.push(note);
}

/** Totals of matrices that add up to one layer. */
export function addUp(totals: readonly Float64Array[]): Float64Array {
  return totals.reduce((sum, one) => sum.map((value, gene) => value + one[gene]));
}

/** Adds {@link unsplicedNote} of two layers of cells × genes to the warnings, where there is one. */
export function warnOfShare(
  geneNames: readonly string[],
  { spliced, unspliced }: Record<CountLayer, SparseMatrix>,
  warnings: string[],
): void {
  const totals = { spliced: columnSums(spliced), unspliced: columnSums(unspliced) };
  const note = unsplicedNote(geneNames, totals);
  if (note !== undefined) warnings.push(note);
}

function little(share: number): string {
  return (
    `Only ${percent(share)} of the counts are unspliced; 15 to 25 % are usual for whole cells. Velocities will rest on few ` +
    'counts. Check that introns were counted (a reference with introns), and that the library was not made from probes ' +
    '(Flex, Visium for FFPE), which bind to exons only.'
  );
}

function swapped(share: number, wrongSide: number): string {
  return (
    `The two layers are probably swapped: ${percent(share)} of all counts and ${percent(wrongSide)} of those of ` +
    'mitochondrial genes are unspliced, but mitochondrial genes have no introns. Exchange the layers: choose each in ' +
    'place of the other (--spliced-layer and --unspliced-layer on the command line). Swapped layers turn the arrows around.'
  );
}

function nuclei(share: number, mitochondrial: number): string {
  return (
    `These look like single nuclei: ${percent(share)} of the counts are unspliced and ${percent(mitochondrial)} ` +
    'mitochondrial. In nuclei, spliced RNA is lost by export to the cytoplasm rather than by degradation, and what there ' +
    'is of it may come from ambient RNA: rates do not compare with those of whole cells, and directions need support ' +
    'from elsewhere.'
  );
}

function much(share: number): string {
  return (
    `${percent(share)} of the counts are unspliced, which is much: 15 to 25 % are usual for whole cells, half and more for ` +
    'single nuclei or damaged cells. For whole cells, check that the two layers are not swapped.'
  );
}

function percent(share: number): string {
  const value = 100 * share;
  return `${value >= 10 ? Math.round(value) : Number(value.toPrecision(1))} %`;
}

function sumOf(totals: Float64Array, genes?: readonly number[]): number {
  if (genes === undefined) return totals.reduce((sum, total) => sum + total, 0);
  return genes.reduce((sum, gene) => sum + totals[gene], 0);
}
