import type { GeneColumnInfo, GenesHeader, ViewAnswers } from './contract.ts';
import { encodeNames } from './frame.ts';
import { kineticsColumns, type KineticsColumn } from './kineticsColumns.ts';
import { namesOf, type Source } from './source.ts';

/** The table of kinetics: genes, what the model fitted to each, and the genes that stand out in each cluster. */
export async function genesView(source: Source): Promise<ViewAnswers['genes']> {
  const names = namesOf(source, 'genes');
  const columns: GeneColumnInfo[] = [];
  const arrays: ViewAnswers['genes']['arrays'] = { names: encodeNames(names) };
  for (const column of await kineticsColumns(source, names)) {
    const { id, label, meaning, kind } = column;
    columns.push({ id, label, meaning, kind });
    arrays[`column/${id}`] = valuesOf(column);
  }
  return { header: { genes: names.length, columns, ranked: rankedOf(source) }, arrays };
}

function valuesOf(column: KineticsColumn): Float32Array | Uint8Array {
  switch (column.kind) {
    case 'number':
      return Float32Array.from(column.values);
    case 'flag':
      return column.values;
    case 'text':
      return encodeNames(column.texts);
  }
}

function rankedOf(source: Source): GenesHeader['ranked'] {
  if (!source.has('rank_velocity_genes')) return [];
  const { groups, names, scores } = source.stored('rank_velocity_genes').value;
  return groups.map((group, k) => ({ group, genes: names[k], scores: scores[k] }));
}
