import type { NumericArray } from '../../data/arrays.ts';
import { columnSums } from '../../data/sparse.ts';
import { checkCounts, isCount } from '../counts/checkCounts.ts';
import type { Checkpoint } from '../files/checkpoint.ts';
import type { Hdf5File } from '../hdf5/file.ts';
import { decodeNumbers, forEachBlock, isNumeric, readNumbers } from '../hdf5/numbers.ts';
import { layerName } from './layers.ts';
import { damaged, describeMatrix, readMatrix } from './matrix.ts';

/**
 * The sum of each gene over all cells of a layer (cells × genes), read in blocks without keeping them. Only a layer in
 * which a value is no count is read whole, to say which.
 *
 * @throws DataError where a value is no count, or lies outside the matrix.
 */
export function geneTotals(
  file: Hdf5File,
  item: string,
  geneNames: readonly string[],
  checkpoint?: Checkpoint,
): Float64Array {
  const totals = totalsOfCounts(file, item, geneNames.length, checkpoint);
  if (totals) return totals;
  const matrix = readMatrix(file, item, checkpoint);
  checkCounts(matrix, { file: file.path, layer: layerName(item) }, geneNames);
  return columnSums(matrix);
}

/** The sums, or nothing where a value is no count. */
function totalsOfCounts(
  file: Hdf5File,
  item: string,
  genes: number,
  checkpoint: Checkpoint | undefined,
): Float64Array | undefined {
  const { encoding, rows } = describeMatrix(file, item);
  if (encoding === 'unknown') return undefined;
  const totals = new Float64Array(genes);
  let counts = true;
  const add = (gene: number, value: number): void => {
    counts &&= isCount(value);
    totals[gene] += value;
  };
  if (encoding === 'dense')
    forEachBlock(file, item, file.describe(item), checkpoint, (values) => {
      for (let p = 0, gene = 0; p < values.length; p++) {
        add(gene, values[p]);
        gene = gene + 1 === genes ? 0 : gene + 1;
      }
    });
  else if (encoding === 'csr')
    forEachStored(file, item, genes, checkpoint, (values, indices) => {
      for (let p = 0; p < values.length; p++) add(indices[p], values[p]);
    });
  else {
    const pointers = readNumbers(file, `${item}/indptr`);
    let gene = 0;
    forEachStored(file, item, rows, checkpoint, (values, _, from) => {
      for (let p = 0; p < values.length; p++) {
        while (gene < genes && from + p >= pointers[gene + 1]) gene++;
        if (gene === genes) throw damaged(file, item, 'it stores more values than its columns have');
        add(gene, values[p]);
      }
    });
  }
  return counts ? totals : undefined;
}

type UseStored = (values: NumericArray, indices: NumericArray, from: number) => void;

/** Hands the stored values with their indices, which are below `limit`, to `use` in blocks. */
function forEachStored(
  file: Hdf5File,
  item: string,
  limit: number,
  checkpoint: Checkpoint | undefined,
  use: UseStored,
): void {
  const data = `${item}/data`;
  const columns = `${item}/indices`;
  const described = file.describe(columns);
  if (described.shape[0] !== file.describe(data).shape[0] || !isNumeric(described.metadata))
    throw damaged(file, item, 'its values and indices do not fit each other');
  forEachBlock(file, data, file.describe(data), checkpoint, (values, from) => {
    const indices = file.read(columns, described, [from], [values.length], (bytes) =>
      decodeNumbers(bytes, described.metadata),
    );
    for (let p = 0; p < indices.length; p++)
      if (!(indices[p] >= 0 && indices[p] < limit))
        throw damaged(file, item, `a value lies outside its ${limit} columns`);
    use(values, indices, from);
  });
}
