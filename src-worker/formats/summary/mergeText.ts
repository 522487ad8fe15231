import { oneLine } from '../names/oneLine.ts';
import type { AnnotationReport, MergeReport, SampleReport, Unmatched } from './mergeReport.ts';
import { count, section } from './textLines.ts';

/** How several files were put together, as lines of text. */
export function mergeText({ samples, sharedGenes, annotations }: MergeReport): string[] {
  return [
    ...section('Samples', [
      ...samples.map(sampleText),
      ...(sharedGenes === undefined ? [] : [`${count(sharedGenes)} genes are in all of them`]),
    ]),
    ...annotations.flatMap((report) =>
      section(`Annotations ${oneLine(report.path)}`, annotationText(report)),
    ),
  ];
}

function sampleText({ name, path, cells, genes }: SampleReport): string {
  return `${oneLine(name)}: ${count(cells)} cells × ${count(genes)} genes, ${oneLine(path)}`;
}

function annotationText({
  rule,
  matched,
  onlyCounts,
  onlyAnnotations,
  samples = [],
}: AnnotationReport): string[] {
  return [
    oneLine(rule),
    `Cells on both sides: ${count(matched)}`,
    ...unmatchedText('Only with counts', onlyCounts),
    ...unmatchedText('Only annotated', onlyAnnotations),
    ...samples.map(
      (pair) =>
        `Sample ${oneLine(pair.counts)} is “${oneLine(pair.annotations)}” of the annotations: ${count(pair.matched)} cells`,
    ),
  ];
}

function unmatchedText(title: string, { count: cells, examples }: Unmatched): string[] {
  if (cells === 0) return [];
  const shown = examples.map(oneLine).join(', ');
  return [`${title}: ${count(cells)} (${shown}${cells > examples.length ? ', …' : ''})`];
}
