import { statSync } from 'node:fs';

import type { Annotations, Column } from '../../data/dataset.ts';
import { DataError } from '../../data/errors.ts';
import { COUNT_APART_AND_ADD } from '../counts/makers.ts';
import { withHdf5File, type Hdf5File } from '../hdf5/file.ts';
import { compressionName } from '../hdf5/filters.ts';
import { dtypeName } from '../hdf5/numbers.ts';
import { isHdf5With } from '../hdf5/recognise.ts';
import { uniqueNames } from '../names/uniqueNames.ts';
import type { Reader } from '../reader.ts';
import { summariseColumns } from '../summary/columnSummary.ts';
import { fillSummary } from '../summary/fillSummary.ts';
import type { FileSummary, LayerSummary } from '../summary/summary.ts';
import { GENES, matrixGroups, readContents, type TenxContents, type TenxFeature } from './contents.ts';

/**
 * Reads the .h5 files of Cell Ranger (and CellBender, which writes the same) for what they say of cells and genes.
 * Their counts are of no use to RNA velocity, and are refused with the reason.
 */
export const tenxReader: Reader = {
  id: '10x-h5',
  title: '10x Genomics (.h5), as annotations',
  recognises: (path) => isHdf5With(path, (file) => matrixGroups(file).length > 0),
  inspect: (path) => withHdf5File(path, inspectTenx),
  read: (path) => withHdf5File(path, (file) => Promise.reject(refusal(file.path, readContents(file)))),
  readAnnotations: (path) => withHdf5File(path, (file) => annotationsOf(file, readContents(file))),
};

function annotationsOf(file: Hdf5File, contents: TenxContents): Annotations {
  const warnings: string[] = [];
  const genes = contents.features.filter(({ type }) => type === GENES);
  const cellNames = uniqueNames(contents.barcodes, 'barcodes', warnings);
  const geneNames = uniqueNames(
    genes.map(({ name }) => name),
    'gene names',
    warnings,
  );
  if (cellNames.length === 0)
    throw file.error('', 'the file lists no cells.', 'Choose the filtered matrix, or run Cell Ranger again.');
  const others = contents.features.filter(({ type }) => type !== GENES);
  if (others.length > 0)
    warnings.push(
      `${others.length} features that are no genes (${[...new Set(others.map(({ type }) => type))].join(', ')}) were left out.`,
    );
  if (contents.probes) warnings.push(probeKit(contents));
  return {
    source: { path: file.path, format: tenxReader.id },
    cellNames,
    geneNames,
    obs: {},
    var: geneColumns(genes),
    obsm: {},
    obsp: {},
    warnings,
  };
}

function geneColumns(genes: readonly TenxFeature[]): Record<string, Column> {
  const strings = (field: keyof TenxFeature): Column => ({
    kind: 'strings',
    values: genes.map((gene) => gene[field]),
  });
  return {
    gene_ids: strings('id'),
    feature_types: strings('type'),
    ...(genes.some(({ genome }) => genome !== '') ? { genome: strings('genome') } : {}),
  };
}

function inspectTenx(file: Hdf5File): Promise<FileSummary> {
  const start = { size: statSync(file.path).size, format: tenxReader.id };
  return fillSummary(file.path, start, (summary) => {
    const contents = readContents(file);
    const { cellNames, geneNames, var: genes, warnings } = annotationsOf(file, contents);
    summary.cells = cellNames.length;
    summary.genes = geneNames.length;
    summary.var = summariseColumns(genes);
    summary.warnings = warnings;
    summary.layers = matrixGroups(file).flatMap((group) => layersOf(file, group));
    throw refusal(file.path, contents);
  });
}

/** The matrix has features as rows, column by column: that is cells × features, row by row. */
function layersOf(file: Hdf5File, group: string): LayerSummary[] {
  const data = `${group}/data`;
  const indptr = `${group}/indptr`;
  if (file.kind(data) !== 'array' || file.kind(indptr) !== 'array') return [];
  const { shape, metadata, filters } = file.describe(data);
  return [
    {
      name: group,
      dtype: dtypeName(metadata),
      encoding: 'csr',
      compression: compressionName(filters),
      rows: Math.max(0, (file.describe(indptr).shape[0] ?? 0) - 1),
      cols: readFeatureCount(file, group),
      stored: shape[0] ?? 0,
    },
  ];
}

function readFeatureCount(file: Hdf5File, group: string): number {
  const list = file.kind(`${group}/features/id`) === 'array' ? `${group}/features/id` : `${group}/genes`;
  return file.describe(list).shape[0] ?? 0;
}

function refusal(path: string, contents: TenxContents): DataError {
  if (contents.probes)
    return new DataError(
      probeKit(contents),
      { file: path },
      'RNA velocity needs a library with reads from introns, e.g. 3′ or 5′ Gene Expression: these cells cannot be analysed.',
    );
  return new DataError(
    'this matrix of 10x Genomics holds one count for each cell and gene, which does not tell spliced from unspliced reads.',
    { file: path },
    COUNT_APART_AND_ADD,
  );
}

/** Flex probes pair on mature transcripts: half of each on either side of a junction of exons, or both within exons. */
function probeKit({ chemistry }: TenxContents): string {
  const kit = chemistry === '' ? 'with probes' : `with probes (${chemistry})`;
  return `the library was made ${kit}, which bind to exons only: unspliced RNA was not measured.`;
}
