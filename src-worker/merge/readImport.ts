import type { Annotations, Dataset } from '../data/dataset.ts';
import { DataError } from '../data/errors.ts';
import { requireTotals, totalOf } from '../formats/counts/usableCounts.ts';
import {
  inspectFile,
  readDataset,
  type FileSummary,
  type ImportSource,
  type MergeReport,
  type ReadOptions,
} from '../formats/index.ts';
import { emptySummary } from '../formats/summary/summary.ts';
import { joinAnnotations, type Counts } from './joinAnnotations.ts';
import { readAnnotations } from './readAnnotations.ts';
import { refuseRepeatedFiles } from './refuseRepeats.ts';
import { nameSamples } from './sampleNames.ts';
import { SAMPLE_COLUMNS, stackSamples } from './stackSamples.ts';
import { summariseDataset } from './summariseDataset.ts';

/** How files are read, whatever they are. */
type ReadingWay = Pick<ReadOptions, 'checkpoint' | 'elsewhere'>;

/**
 * Reads what becomes one dataset: the cells of all files with counts below each other, joined with what the annotations say
 * of them. Nothing that was left out goes untold: see the dataset's warnings.
 *
 * @throws DataError where a file cannot be used, or the files do not fit together.
 */
export async function readImport(source: ImportSource, options: ReadingWay = {}): Promise<Dataset> {
  if (isOneFile(source)) return readDataset(source.counts[0].path, { ...layersOf(source), ...options });
  return merge(source, { report: emptyReport() }, options);
}

/**
 * Says what {@link readImport} would give; what stands against it is told in `error`, beside what could be found out. Several
 * files are read and merged for that as they are when they are imported.
 */
export async function inspectImport(source: ImportSource): Promise<FileSummary> {
  if (isOneFile(source)) return inspectFile(source.counts[0].path, layersOf(source));
  const paths = [...source.counts.map(({ path }) => path), ...(source.annotations ?? [])];
  const progress: Progress = { report: emptyReport() };
  try {
    const dataset = await merge(source, progress);
    return { ...summariseDataset(dataset, paths), merge: progress.report };
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    const known = progress.counts ? summariseDataset(progress.counts, paths) : emptySummary(paths.join(', '));
    return { ...known, path: paths.join(', '), merge: progress.report, error: error.message };
  }
}

/** What a merge has found out so far. */
interface Progress {
  report: MergeReport;
  /** The counts alone, once they are put together. */
  counts?: Dataset;
}

async function merge(source: ImportSource, progress: Progress, options: ReadingWay = {}): Promise<Dataset> {
  refuseRepeatedFiles(source);
  const counts = await readCounts(source, progress.report, options);
  progress.counts = counts.dataset;
  const annotations: Annotations[] = [];
  for (const path of source.annotations ?? []) {
    options.checkpoint?.();
    annotations.push(await readAnnotations(path));
  }
  const dataset = joinAnnotations(counts, annotations, source.unmatched ?? 'refuse', progress.report);
  const { spliced, unspliced } = dataset.layers;
  requireTotals({ spliced: totalOf(spliced), unspliced: totalOf(unspliced) }, dataset.source.path);
  return dataset;
}

async function readCounts(source: ImportSource, report: MergeReport, options: ReadingWay): Promise<Counts> {
  const samples: Dataset[] = [];
  for (const { path } of source.counts)
    samples.push(await readDataset(path, { ...layersOf(source), ...options }));
  const ofSamples = samples.map(({ cellNames }) => cellNames);
  const names = nameSamples(source.counts, ofSamples);
  const ownNames = nameSamples(
    source.counts.map(({ path }) => ({ path })),
    ofSamples,
  );
  report.samples = samples.map(({ source: { path }, cellNames, geneNames }, i) => ({
    name: names[i],
    path,
    cells: cellNames.length,
    genes: geneNames.length,
  }));
  const barcodes = samples.flatMap(({ cellNames }) => cellNames);
  const codes = Int32Array.from(
    samples.flatMap(({ cellNames }, i) => Array<number>(cellNames.length).fill(i)),
  );
  const files = { codes, labels: names, own: ownNames };
  if (samples.length === 1)
    return { dataset: samples[0], side: { names: barcodes, obs: samples[0].obs, files } };
  const { dataset, sharedGenes } = stackSamples(samples, names);
  if (sharedGenes !== undefined) report.sharedGenes = sharedGenes;
  const [own, other] = SAMPLE_COLUMNS;
  const ours = samples.every(({ obs }) => !(own in obs));
  return {
    dataset,
    side: { names: barcodes, obs: dataset.obs, files },
    ...(ours ? { renamed: new Map([[own, other]]) } : {}),
  };
}

function isOneFile({ counts, annotations = [] }: ImportSource): boolean {
  return counts.length === 1 && annotations.length === 0;
}

function layersOf({
  splicedLayer,
  unsplicedLayer,
}: ImportSource): Pick<ImportSource, 'splicedLayer' | 'unsplicedLayer'> {
  return { splicedLayer, unsplicedLayer };
}

function emptyReport(): MergeReport {
  return { samples: [], annotations: [] };
}
