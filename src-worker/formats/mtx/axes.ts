import type { Column } from '../../data/dataset.ts';
import { DataError } from '../../data/errors.ts';
import { uniqueNames } from '../names.ts';
import type { Layout } from './layout.ts';
import { intersect, readBarcodes, readGenes, type GeneTable, type Union } from './names.ts';

/** The cells and genes of one layer as its lists have them, and where each goes in the dataset. */
export interface LayerAxes {
  cells: number;
  genes: number;
  /** −1 for what the other layer does not have; nothing where the lists of both layers agree. */
  cellMap?: Int32Array;
  geneMap?: Int32Array;
}

/** The cells and genes of a folder. */
export interface Axes {
  cellNames: string[];
  geneNames: string[];
  var: Record<string, Column>;
  spliced: LayerAxes;
  unspliced: LayerAxes;
}

/**
 * Reads the lists of cells and genes; where the two layers have lists of their own that differ, what they have in
 * common is kept, and a warning says how much that is.
 */
export async function readAxes(layout: Layout, warnings: string[]): Promise<Axes> {
  const { spliced, unspliced } = layout;
  const barcodes = await readBarcodes(spliced.barcodes);
  const genes = await readGenes(spliced.genes);
  if (layout.geneNames) genes.names = await namesOf(layout.geneNames, genes);
  const otherBarcodes =
    unspliced.barcodes === spliced.barcodes ? barcodes : await readBarcodes(unspliced.barcodes);
  const otherGenes = unspliced.genes === spliced.genes ? genes : await readGenes(unspliced.genes);
  const cells = intersect(barcodes, otherBarcodes, [spliced.barcodes, unspliced.barcodes]);
  const both = intersect(genes.ids, otherGenes.ids, [spliced.genes, unspliced.genes]);
  if (cells.maps) warnings.push(difference('barcodes', barcodes.length, otherBarcodes.length, cells));
  if (both.maps) warnings.push(difference('genes', genes.ids.length, otherGenes.ids.length, both));
  const ids = both.kept.map((i) => genes.ids[i]);
  const names = genes.names ? both.kept.map((i) => genes.names![i] || genes.ids[i]) : ids;
  return {
    cellNames: uniqueNames(
      cells.kept.map((i) => barcodes[i]),
      'barcodes',
      warnings,
    ),
    geneNames: uniqueNames(names, 'gene names', warnings),
    var: genes.names ? { gene_ids: { kind: 'strings', values: ids } } : {},
    spliced: axesOf(barcodes, genes, cells, both, 0),
    unspliced: axesOf(otherBarcodes, otherGenes, cells, both, 1),
  };
}

function axesOf(barcodes: string[], genes: GeneTable, cells: Union, both: Union, which: 0 | 1): LayerAxes {
  return {
    cells: barcodes.length,
    genes: genes.ids.length,
    cellMap: cells.maps?.[which],
    geneMap: both.maps?.[which],
  };
}

async function namesOf(path: string, { ids }: GeneTable): Promise<string[]> {
  const names = await readBarcodes(path);
  if (names.length === ids.length) return names;
  throw new DataError(
    `the file has ${names.length} names for ${ids.length} genes.`,
    { file: path },
    'The folder mixes files of two counts: count the reads again into an empty folder.',
  );
}

function difference(what: string, spliced: number, unspliced: number, { kept }: Union): string {
  return (
    `The layers list different ${what}: ${spliced} spliced and ${unspliced} unspliced; ` +
    `the ${kept.length} in both were read, the others left out.`
  );
}
