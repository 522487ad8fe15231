import type { Checkpoint } from '../files/checkpoint.ts';
import { summariseNaming } from '../names/geneNaming.ts';
import { summariseColumns } from '../summary/columnSummary.ts';
import { fillSummary } from '../summary/fillSummary.ts';
import type { FileSummary } from '../summary/summary.ts';
import type { CountPair } from './countPair.ts';
import { CountTally } from './countTally.ts';
import { cellsWithCounts } from './emptyBarcodes.ts';
import { summariseCounts } from './unsplicedShare.ts';
import { requireTotals, SAME_COUNTS } from './usableCounts.ts';

/** How the files of a pair are opened, and what they say of themselves before that. */
export interface PairToInspect {
  path: string;
  format: string;
  /** Fills in what the first lines of the files tell: size, layers. */
  describe?: (summary: FileSummary) => Promise<void>;
  open: () => Promise<CountPair>;
  checkpoint?: Checkpoint;
}

/**
 * What two layers in text hold. The text is read to its end and added up, without keeping the counts, so that this says
 * the same as {@link readPair}; what makes the files unusable is told in `error`.
 */
export function inspectPair({
  path,
  format,
  describe,
  open,
  checkpoint,
}: PairToInspect): Promise<FileSummary> {
  return fillSummary(path, { format }, async (summary) => {
    await describe?.(summary);
    const pair = await open();
    summary.warnings = pair.warnings;
    summary.cells = pair.cellNames.length;
    summary.genes = pair.geneNames.length;
    summary.var = summariseColumns(pair.var);
    summary.geneNaming = summariseNaming(pair);
    const spliced = new CountTally(pair.cellNames.length, pair.geneNames.length);
    const unspliced = new CountTally(pair.cellNames.length, pair.geneNames.length);
    await pair.readLayer('spliced', spliced, checkpoint);
    await pair.readLayer('unspliced', unspliced, checkpoint);
    const totals = { spliced: spliced.total, unspliced: unspliced.total };
    requireTotals(totals, path);
    if (spliced.equals(unspliced)) pair.warnings.push(SAME_COUNTS);
    summary.cells = cellsWithCounts(spliced.ofCell, unspliced.ofCell, pair.warnings).length;
    summariseCounts(summary, pair.geneNames, { spliced: spliced.ofGene, unspliced: unspliced.ofGene });
  });
}
