import { DataError } from '../../src-worker/data/errors.ts';
import { listRunSteps } from '../project/runArrays.ts';
import { findColumn } from './columns.ts';
import type { ByGroup, QualityHeader, ViewAnswers, ViewArguments } from './contract.ts';
import { findingsOf } from './findings.ts';
import { histogramsOf } from './histogram.ts';
import { stepTitle } from './history.ts';
import { keptCells, keptGenes } from './kept.ts';
import { knownTransitionsOf } from './knownTransitions.ts';
import { categoriesOf, clusterLabels, type Labels } from './labels.ts';
import { librarySizes } from './sizes.ts';
import type { Source } from './source.ts';

/**
 * What a run (or a dataset before any) says of itself.
 *
 * @throws DataError where the column to group by is not one of labels.
 */
export async function qualityView(
  source: Source,
  { by }: Pick<ViewArguments<'quality'>, 'by'>,
): Promise<ViewAnswers['quality']> {
  const grouping = groupingOf(source, by);
  const labels = grouping?.labels;
  const { sizes: spliced } = await librarySizes(source, 'spliced');
  const { sizes: unspliced } = await librarySizes(source, 'unspliced');
  const total = spliced.map((s, i) => s + unspliced[i]);
  const numbers: Omit<QualityHeader, 'findings' | 'warnings'> = {
    cells: keptCells(source),
    genes: keptGenes(source),
    by: grouping ? { id: grouping.id, label: grouping.label } : null,
    unspliced: shares(source, unspliced, total, labels),
    velocityGenes: velocityGenesOf(source),
    histograms: histogramsOf(source),
    confidence: confidenceOf(source, labels),
    known: knownTransitionsOf(source),
  };
  return { header: { ...numbers, warnings: warningsOf(source), findings: findingsOf(numbers) }, arrays: {} };
}

interface Grouping {
  id: string;
  label: string;
  labels: Labels;
}

function groupingOf(source: Source, by: string | undefined): Grouping | undefined {
  if (by === undefined) {
    const labels = clusterLabels(source);
    if (!labels) return undefined;
    const id = source.has('clusters') ? 'run/clusters' : labels.editKey;
    return { id, label: 'Clusters', labels };
  }
  const column = findColumn(source, by);
  if (column.kind === 'labels') return { id: column.id, label: column.label, labels: column.labels() };
  throw new DataError(
    `The column “${column.label}” measures cells and does not group them.`,
    {},
    'Choose a column of labels, as clusters or samples.',
  );
}

function velocityGenesOf(source: Source): QualityHeader['velocityGenes'] {
  if (!source.has('velocity_genes')) return null;
  const { data } = source.stored('velocity_genes');
  return { used: data.reduce((sum, flag) => sum + flag, 0), total: data.length };
}

function confidenceOf(source: Source, labels: Labels | undefined): QualityHeader['confidence'] {
  if (!source.has('velocity_confidence')) return null;
  const { data } = source.stored('velocity_confidence');
  const known = data.map((value) => (Number.isFinite(value) ? 1 : 0));
  return shares(
    source,
    data.map((value) => (Number.isFinite(value) ? value : 0)),
    known,
    labels,
  );
}

/** Σ part / Σ whole, over all cells and in each group. */
function shares(
  source: Source,
  part: Float32Array,
  whole: Float32Array,
  labels: Labels | undefined,
): { overall: number | null; groups: ByGroup[] } {
  const groups = labels?.categories.length ?? 0;
  const parts = new Float64Array(groups + 1);
  const wholes = new Float64Array(groups + 1);
  for (let i = 0; i < part.length; i++) {
    parts[groups] += part[i];
    wholes[groups] += whole[i];
    const code = labels ? labels.codes[i] : -1;
    if (code < 0) continue;
    parts[code] += part[i];
    wholes[code] += whole[i];
  }
  const share = (k: number): number | null => (wholes[k] > 0 ? parts[k] / wholes[k] : null);
  const categories = labels ? categoriesOf(source, labels).categories : [];
  return {
    overall: share(groups),
    groups: categories.map(({ label, color, count }, k) => ({ label, color, cells: count, value: share(k) })),
  };
}

function warningsOf(source: Source): QualityHeader['warnings'] {
  const { dataset, run, reader } = source;
  const steps = run ? listRunSteps(reader.database, run.id) : [];
  return [
    ...dataset.warnings.map((text) => ({ from: 'Reading the dataset', text })),
    ...steps.flatMap(({ step, warnings }) => warnings.map((text) => ({ from: stepTitle(step), text }))),
  ];
}
