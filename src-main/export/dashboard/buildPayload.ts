import type { RunResult } from '../../compute/runResult.ts';
import { cellColumns } from './cellColumns.ts';
import { fatesOf } from './fates.ts';
import { gridField } from './field.ts';
import { geneColumns } from './geneColumns.ts';
import { packIndices, packNumbers } from './pack.ts';
import type { DashboardPayload, Streamlines } from './payload.ts';
import { portraitsOf } from './portraits.ts';
import { subsample } from './pick.ts';
import { summaryOf } from './summary.ts';
import { topGenes } from '../../views/topGenes.ts';

/** How much the page holds; what is left out is said in its notes. */
export interface PayloadLimits {
  /** Cells drawn in the embedding. */
  cells: number;
  /** Cells drawn in the portraits. */
  portraitCells: number;
  /** Genes with a portrait. */
  portraits: number;
  /** Genes that have a portrait in any case. */
  genes: string[];
}

const DEFAULT_LIMITS: PayloadLimits = {
  cells: 50_000,
  portraitCells: 4_000,
  portraits: 32,
  genes: [],
};

/**
 * The page's data from a finished run. Needs `X_umap` and `clusters`; every other array is shown where the run has it.
 */
export async function buildPayload(
  result: RunResult,
  limits: Partial<PayloadLimits> = {},
): Promise<DashboardPayload> {
  const { cells, portraitCells, portraits, genes } = { ...DEFAULT_LIMITS, ...limits };
  const total = result.cellNames.length;
  const shown = subsample(total, cells);
  const inPortraits = subsample(shown.length, portraitCells);
  const fates = await fatesOf(result, shown);
  const field = await fieldOf(result);
  const streamlines = await streamlinesOf(result);
  const wanted = await topGenes(result, Math.max(portraits, genes.length), genes);
  const made = await portraitsOf(
    result,
    wanted,
    inPortraits.map((i) => shown[i]),
  );
  const notes = notesFor(total, shown.length, inPortraits.length, made.length > 0);
  return {
    format: 1,
    summary: await summaryOf(result, notes),
    cellNames: Array.from(shown, (i) => result.cellNames[i].replace(/\s+/g, ' ')).join('\n'),
    embedding: packNumbers(await embeddingOf(result, shown)),
    columns: await cellColumns(result, shown),
    ...(fates ? { fates } : {}),
    ...(field ? { field } : {}),
    ...(streamlines ? { streamlines } : {}),
    geneNames: result.geneNames,
    geneColumns: await geneColumns(result),
    ...(inPortraits.length < shown.length ? { portraitCells: packIndices(inPortraits) } : {}),
    portraits: made,
  };
}

async function embeddingOf(result: RunResult, shown: Uint32Array): Promise<Float64Array> {
  const { data, shape } = await result.array('X_umap');
  const out = new Float64Array(2 * shown.length);
  for (let i = 0; i < shown.length; i++) {
    out[2 * i] = data[shown[i] * shape[1]];
    out[2 * i + 1] = data[shown[i] * shape[1] + 1];
  }
  return out;
}

async function fieldOf(result: RunResult): Promise<DashboardPayload['field']> {
  if (!result.has('grid_positions') || !result.has('grid_velocity')) return undefined;
  return gridField(await result.array('grid_positions'), await result.array('grid_velocity'));
}

async function streamlinesOf(result: RunResult): Promise<Streamlines | undefined> {
  if (!result.has('streamline_points') || !result.has('streamline_offsets')) return undefined;
  const points = packNumbers((await result.array('streamline_points')).data);
  return { points, offsets: packIndices((await result.array('streamline_offsets')).data) };
}

function notesFor(total: number, shown: number, inPortraits: number, portraits: boolean): string[] {
  const notes: string[] = [];
  const count = (n: number): string => n.toLocaleString('en');
  if (shown < total)
    notes.push(`The embedding shows ${count(shown)} of ${count(total)} cells, drawn at random.`);
  if (portraits && inPortraits < total)
    notes.push(`The phase portraits show ${count(inPortraits)} of ${count(total)} cells, drawn at random.`);
  return notes;
}
