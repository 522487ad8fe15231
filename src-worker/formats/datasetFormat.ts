import { DataError } from '../data/errors.ts';

/** What a dataset can be written as: a file, or a folder of tables. */
export const DATASET_FORMATS = ['h5ad', 'loom', 'csv'] as const;
export type DatasetFormat = (typeof DATASET_FORMATS)[number];

/** How the names of files end; a folder has no ending of its own. */
export const FORMAT_ENDINGS: Readonly<Record<DatasetFormat, string>> = {
  h5ad: '.h5ad',
  loom: '.loom',
  csv: '',
};

/**
 * The format that a name asks for by its ending: none stands for a folder of tables.
 *
 * @throws DataError where the ending is of no format that can be written.
 */
export function formatOfName(path: string): DatasetFormat {
  const ending = /[^/\\](\.[^./\\]+)[/\\]*$/.exec(path)?.[1].toLowerCase() ?? '';
  const format = DATASET_FORMATS.find((one) => FORMAT_ENDINGS[one] === ending);
  if (format) return format;
  throw new DataError(
    `files that end in “${ending}” cannot be written.`,
    { file: path },
    'Give a name that ends in .h5ad or .loom, or choose the format csv for a folder of tables (--format csv on the command line).',
  );
}
