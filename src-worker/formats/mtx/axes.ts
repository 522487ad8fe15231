import type { Column } from '../../data/dataset.ts';
import { DataError } from '../../data/errors.ts';
import { uniqueNames } from '../names/uniqueNames.ts';
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

/** The lists of one layer, and the files they are from. */
export interface LayerLists {
  barcodes: string[];
  genes: GeneTable;
  barcodeFile: string;
  geneFile: string;
}

/** Reads the lists of cells and genes of a folder; see {@link joinLists}. */
export async function readAxes(layout: Layout, warnings: string[]): Promise<Axes> {
  const { spliced, unspliced } = layout;
  const barcodes = await readBarcodes(spliced.barcodes);
  const genes = await readGenes(spliced.genes);
  if (layout.geneNames) genes.names = await namesOf(layout.geneNames, genes);
  const otherBarcodes =
    unspliced.barcodes === spliced.barcodes ? barcodes : await readBarcodes(unspliced.barcodes);
  const otherGenes = unspliced.genes === spliced.genes ? genes : await readGenes(unspliced.genes);
  return joinLists(
    { barcodes, genes, barcodeFile: spliced.barcodes, geneFile: spliced.genes },
    {
      barcodes: otherBarcodes,
      genes: otherGenes,
      barcodeFile: unspliced.barcodes,
      geneFile: unspliced.genes,
    },
    warnings,
  );
}

/**
 * The cells and genes of two layers: where their lists differ, what they have in common is kept, and a warning says how
 * much that is.
 *
 * @throws DataError where they have nothing in common, or repeat names.
 */
export function joinLists(spliced: LayerLists, unspliced: LayerLists, warnings: string[]): Axes {
  const { barcodes, genes } = spliced;
  const cells = intersect(barcodes, unspliced.barcodes, [spliced.barcodeFile, unspliced.barcodeFile]);
  const both = intersect(genes.ids, unspliced.genes.ids, [spliced.geneFile, unspliced.geneFile]);
  if (cells.maps) warnings.push(...difference('barcodes', barcodes, unspliced.barcodes, cells));
  if (both.maps) warnings.push(...difference('genes', genes.ids, unspliced.genes.ids, both));
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
    unspliced: axesOf(unspliced.barcodes, unspliced.genes, cells, both, 1),
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

/** Nothing where the same names stand in another order. */
function difference(what: string, spliced: string[], unspliced: string[], { kept }: Union): string[] {
  if (kept.length === spliced.length && kept.length === unspliced.length) return [];
  return [
    `The layers list different ${what}: ${spliced.length} spliced and ${unspliced.length} unspliced; ` +
      `the ${kept.length} in both were read, the others left out.`,
  ];
}
