import type { RunResult } from '../../compute/runResult.ts';
import { kineticsColumns } from '../../views/kineticsColumns.ts';
import { packFloats, packNumbers } from './pack.ts';
import type { GeneColumn } from './payload.ts';

/** Columns of the kinetics table: whatever the model fitted a gene, and where the gene ranks among the clusters. */
export async function geneColumns(result: RunResult): Promise<GeneColumn[]> {
  return (await kineticsColumns(result, result.geneNames)).map((column): GeneColumn => {
    const { id, label, meaning, kind } = column;
    switch (kind) {
      case 'number':
        return { id, label, meaning, kind, values: packFloats(column.values) };
      case 'flag':
        return { id, label, meaning, kind, values: packNumbers(column.values, 'u8') };
      case 'text':
        return { id, label, meaning, kind, texts: column.texts };
    }
  });
}
