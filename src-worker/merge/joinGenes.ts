import { basename } from 'node:path';

import type { Annotations, Column, Dataset } from '../data/dataset.ts';
import { areIds, geneNaming, withoutVersion } from '../formats/names/geneNaming.ts';
import { makeUnique } from '../formats/names/uniqueNames.ts';
import { joinTables } from './joinTables.ts';
import { takeTableRows } from './rows.ts';

type Genes = Pick<Annotations, 'geneNames' | 'var'>;

/**
 * Adds what annotations say of genes: their columns, found by id or name, and the other of symbol and id. Genes that are named
 * by ids get the symbols as names (repeats numbered), their ids stay as `gene_ids`; genes named by symbols get `gene_ids`.
 */
export function joinGenes(dataset: Dataset, genes: Genes, path: string): Dataset {
  const places = findGenes(dataset, genes);
  const found = places.reduce((sum, place) => sum + (place >= 0 ? 1 : 0), 0);
  const total = places.length;
  if (found === 0) {
    if (genes.geneNames.length > 0 && Object.keys(genes.var).length > 0)
      dataset.warnings.push(
        `No gene of ${basename(path)} (e.g. “${genes.geneNames[0]}”) is among those of the counts (e.g. ` +
          `“${dataset.geneNames[0]}”): what it says of genes was left out.`,
      );
    return dataset;
  }
  const named = withOtherNaming(dataset, genes, places, path);
  const added = Object.entries(genes.var).filter(([name]) => name !== 'gene_ids' || !(name in named.var));
  const columns = takeTableRows(Object.fromEntries(added), places);
  if (found < total && Object.keys(columns).length > 0)
    named.warnings.push(
      `${basename(path)} knows ${found} of ${total} genes; the others have missing values in its columns.`,
    );
  const joined = joinTables(named.var, columns, {
    rows: total,
    from: basename(path),
    warnings: named.warnings,
  });
  return { ...named, var: joined };
}

/** For each gene of the counts its row in the annotations, or −1: by id where both have ids, then by name. */
export function findGenes(dataset: Genes, genes: Genes): Int32Array {
  const [mine, theirs] = [geneNaming(dataset), geneNaming(genes)];
  const byId = placesOf(theirs.ids?.map(withoutVersion) ?? []);
  const byName = placesOf(theirs.symbols ?? []);
  const own = placesOf(genes.geneNames);
  return Int32Array.from(dataset.geneNames, (name, gene) => {
    const id = mine.ids?.[gene];
    const symbol = mine.symbols?.[gene];
    const ofId = id ? byId.get(withoutVersion(id)) : undefined;
    return ofId ?? own.get(name) ?? (symbol ? byName.get(symbol) : undefined) ?? -1;
  });
}

/** Places of names that stand once; of what repeats nobody can tell which is meant. */
function placesOf(names: readonly string[]): Map<string, number> {
  const places = new Map<string, number>();
  const repeated = new Set<string>();
  names.forEach((name, i) => {
    if (places.has(name)) repeated.add(name);
    places.set(name, i);
  });
  for (const name of repeated) places.delete(name);
  places.delete('');
  return places;
}

function withOtherNaming(dataset: Dataset, genes: Genes, places: Int32Array, path: string): Dataset {
  const { ids, symbols } = geneNaming(genes);
  const taken = (list: readonly string[]): string[] =>
    Array.from(places, (place) => (place < 0 ? '' : list[place]));
  if (areIds(dataset.geneNames)) {
    if (!symbols) return dataset;
    const known = taken(symbols);
    const got = known.filter((symbol) => symbol !== '').length;
    const { names, changed, example } = makeUnique(known.map((symbol, i) => symbol || dataset.geneNames[i]));
    dataset.warnings.push(
      `${got} of ${names.length} genes, named by ids, got their symbols from ${basename(path)}; the ids are in “gene_ids”.` +
        (changed > 0 ? ` ${changed} symbols repeat (e.g. “${example}”) and were numbered.` : ''),
    );
    return { ...dataset, geneNames: names, var: { ...dataset.var, gene_ids: idColumn(dataset.geneNames) } };
  }
  if (!ids || geneNaming(dataset).ids) return dataset;
  return { ...dataset, var: { ...dataset.var, gene_ids: idColumn(taken(ids)) } };
}

function idColumn(values: string[]): Column {
  return { kind: 'strings', values };
}
