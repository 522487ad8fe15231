import type { ColumnInfo } from '../../../src-main/views/contract.ts';
import { geneColoring, type GeneChoice } from '../../../src-worker/drawing/painting.ts';
import { searchAll } from '../../panels/embedding/search.ts';

/** Things to choose from under a heading. */
export interface PickGroup {
  title: string;
  items: { value: string; label: string; title?: string }[];
}

/** What stands for the usual choice in a list, which is null in a figure. */
export const USUAL = '\u0000usual';

/** Columns, and genes of a layer, whose names contain the text; the usual choice first where nothing is typed. */
export function findColoring(
  text: string,
  columns: readonly ColumnInfo[],
  genes: readonly string[],
  layer: GeneChoice['layer'],
  empty: string,
): PickGroup[] {
  const found = searchAll(text, columns, undefined, genes);
  const named = found.genes.map((gene) => ({ value: geneColoring({ gene, layer }), label: gene }));
  return [
    ...usual(text, empty),
    ...found.columns.map(({ group, columns: own }) => ({ title: group, items: own.map(itemOf) })),
    ...(named.length > 0 ? [{ title: 'Genes', items: named }] : []),
  ];
}

export function findNumbers(text: string, columns: readonly ColumnInfo[], empty: string): PickGroup[] {
  const numbers = columns.filter(({ kind }) => kind === 'numbers');
  const { columns: found } = searchAll(text, numbers, undefined, []);
  return [
    ...usual(text, empty),
    ...found.map(({ group, columns: own }) => ({ title: group, items: own.map(itemOf) })),
  ];
}

/** Genes whose names contain the text, the best fitted ones where nothing is typed, without those that are there already. */
export function findGenes(
  text: string,
  genes: readonly string[],
  without: readonly string[],
  empty?: string,
): PickGroup[] {
  const wanted =
    text.trim() === '' ? genes.slice(0, MOST_UNASKED) : searchAll(text, [], undefined, genes).genes;
  const items = wanted
    .filter((gene) => !without.includes(gene))
    .map((gene) => ({ value: gene, label: gene }));
  const named = items.length > 0 ? [{ title: 'Genes', items }] : [];
  return empty === undefined ? named : [...usual(text, empty), ...named];
}

const MOST_UNASKED = 40;

/** Names between commas, semicolons, tabs, spaces or lines, each once. */
export function namesIn(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((name) => name !== ''))];
}

function usual(text: string, empty: string): PickGroup[] {
  return text.trim() === '' ? [{ title: '', items: [{ value: USUAL, label: empty }] }] : [];
}

function itemOf({ id, label, meaning }: ColumnInfo): PickGroup['items'][number] {
  return { value: id, label, title: meaning };
}
