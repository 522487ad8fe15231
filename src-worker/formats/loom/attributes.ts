import type { Column } from '../../data/dataset.ts';
import type { Hdf5File } from '../hdf5/file.ts';
import { dtypeName, isNumeric, readNumbers, TYPE_CLASS } from '../hdf5/numbers.ts';
import { readStrings } from '../hdf5/strings.ts';
import { unescapeXml } from './unescapeXml.ts';

/** What genes are called in loom files of velocyto, loompy, anndata, kb-python (`target_name`) and others, the best first. */
const GENE_NAMES = [
  'Gene',
  'var_names',
  'gene_names',
  'GeneName',
  'gene_name',
  'gene',
  'target_name',
  'Accession',
  'gene_ids',
  'gene_id',
];

/** What cells are called, the best first. */
const CELL_NAMES = [
  'CellID',
  'obs_names',
  'cell_names',
  'CellName',
  'cell_id',
  'Barcode',
  'barcodes',
  'barcode',
];

/** The attributes of the rows (genes) or columns (cells) of a loom file. */
export interface Attributes {
  names: string[];
  /** One value a gene or cell. */
  columns: Record<string, Column>;
  /** Several numbers a gene or cell: the item and how many. */
  wide: { name: string; item: string; width: number }[];
  warnings: string[];
}

/**
 * The attributes of genes (`row_attrs`) or cells (`col_attrs`); `length` is how many of them the matrix has.
 *
 * @throws DataError where none holds their names, or one is longer or shorter than the matrix.
 */
export function readAttributes(file: Hdf5File, group: 'row_attrs' | 'col_attrs', length: number): Attributes {
  const [what, known] = group === 'row_attrs' ? ['genes', GENE_NAMES] : ['cells', CELL_NAMES];
  const nameItem = known.find((name) => isText(file, `${group}/${name}`));
  if (nameItem === undefined)
    throw file.error(
      group,
      `no attribute in ${group} names the ${what}. It has ${file.keys(group).join(', ') || 'none at all'}.`,
      `Add the names of the ${what} as ${group}/${known[0]} with loompy, or write the file again with velocyto run.`,
    );
  const found: Attributes = { names: [], columns: {}, wide: [], warnings: [] };
  for (const name of file.keys(group)) {
    const item = `${group}/${name}`;
    const shape = file.kind(item) === 'array' ? file.describe(item).shape : [];
    if (shape.length > 0 && shape[0] !== length)
      throw file.error(
        item,
        `“${item}” has ${shape[0]} values for ${length} ${what}.`,
        'The file is damaged: write it again with velocyto run or loompy.',
      );
    if (name === nameItem) found.names = texts(file, item);
    else readAttribute(file, item, name, found);
  }
  return found;
}

function readAttribute(file: Hdf5File, item: string, name: string, found: Attributes): void {
  const leftOut = `“${item}” is of a kind that is not read (it was left out).`;
  if (file.kind(item) !== 'array') return void found.warnings.push(leftOut);
  const { shape, metadata } = file.describe(item);
  if (shape.length === 1 && metadata.type === TYPE_CLASS.string)
    found.columns[name] = { kind: 'strings', values: texts(file, item) };
  else if (shape.length === 1 && isNumeric(metadata)) found.columns[name] = numbers(file, item);
  else if (shape.length === 2 && isNumeric(metadata)) found.wide.push({ name, item, width: shape[1] });
  else found.warnings.push(leftOut);
}

function numbers(file: Hdf5File, item: string): Column {
  const values = readNumbers(file, item);
  const dtype = dtypeName(file.describe(item).metadata);
  // The format has no booleans: loompy writes them as bytes.
  if (dtype === 'bool' || (dtype === 'uint8' && values.every((value) => value <= 1)))
    return { kind: 'booleans', values: Uint8Array.from(values) };
  return { kind: 'numbers', values };
}

/** Text of fixed length is ASCII in which loompy writes everything else as XML entities. */
function texts(file: Hdf5File, item: string): string[] {
  return readStrings(file, item).map(unescapeXml);
}

function isText(file: Hdf5File, item: string): boolean {
  if (file.kind(item) !== 'array') return false;
  const { shape, metadata } = file.describe(item);
  return shape.length === 1 && metadata.type === TYPE_CLASS.string;
}
