import { isCellCycleGene } from '../../src-worker/steps/preprocess/geneSets.ts';
import { listRunSteps } from '../project/runArrays.ts';
import type { Kept } from './contract.ts';
import type { Source } from './source.ts';

/** How many cells the run kept, and why the filter left the others out. */
export function keptCells(source: Source): Kept {
  const { cellIndex, dataset } = source;
  const kept = { kept: source.cells, total: dataset.cells, reasons: [] };
  if (!cellIndex || source.cells === dataset.cells) return kept;
  const byName = new Set(namesIn(filterParameters(source)['excludeCells']));
  const names = source.reader.names('cells', dataset);
  const left = leftOut(cellIndex, dataset.cells);
  const named = left.filter((i) => byName.has(names[i])).length;
  return {
    ...kept,
    reasons: reasons([
      ['left out by name', named],
      ['in clusters that were left out', left.length - named],
    ]),
  };
}

/** How many genes the run kept, and why the filter left the others out. */
export function keptGenes(source: Source): Kept {
  const { geneIndex, dataset } = source;
  const kept = { kept: source.genes, total: dataset.genes, reasons: [] };
  if (!geneIndex || source.genes === dataset.genes) return kept;
  const parameters = filterParameters(source);
  const byName = new Set(namesIn(parameters['excludeGenes']).map((name) => name.toLowerCase()));
  const names = source.reader.names('genes', dataset);
  const counts = { named: 0, cycle: 0, few: 0 };
  for (const g of leftOut(geneIndex, dataset.genes)) {
    if (byName.has(names[g].toLowerCase())) counts.named++;
    else if (parameters['excludeCellCycle'] === true && isCellCycleGene(names[g])) counts.cycle++;
    else counts.few++;
  }
  const least = parameters['minSharedCounts'];
  const bound = typeof least === 'number' ? `fewer than ${least} counts` : 'too few counts';
  return {
    ...kept,
    reasons: reasons([
      [`with ${bound} in cells that have both spliced and unspliced ones`, counts.few],
      ['left out by name', counts.named],
      ['genes of the cell cycle', counts.cycle],
    ]),
  };
}

function filterParameters(source: Source): Record<string, unknown> {
  const steps = source.run ? listRunSteps(source.reader.database, source.run.id) : [];
  return steps.find(({ step }) => step === 'filter')?.parameters ?? {};
}

function leftOut(index: Uint32Array, total: number): number[] {
  const out: number[] = [];
  for (let i = 0, k = 0; i < total; i++) {
    if (index[k] === i) k++;
    else out.push(i);
  }
  return out;
}

function reasons(list: [text: string, count: number][]): Kept['reasons'] {
  return list.filter(([, count]) => count > 0).map(([text, count]) => ({ text, count }));
}

function namesIn(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
