import { basename } from 'node:path';

import { usedCategories } from '../data/categories.ts';
import type { Annotations, Dataset } from '../data/dataset.ts';
import { DataError } from '../data/errors.ts';
import { submatrix } from '../data/sparse.ts';
import type { UnmatchedCells } from '../formats/source.ts';
import type { AnnotationReport, MergeReport } from '../formats/summary/mergeReport.ts';
import type { CellMatch } from './attempts.ts';
import { refuseEmptyMatches } from './emptyMatches.ts';
import { joinGenes } from './joinGenes.ts';
import { joinTables } from './joinTables.ts';
import type { Side } from './marks.ts';
import { matchCells } from './matchCells.ts';
import { takeDenseRows, takeTableRows } from './rows.ts';
import { reportMatch, requireAllMatched, unmatchedWarnings } from './unmatched.ts';

/** The counts as they were read: the dataset, and the barcodes and samples of its cells as the files have them. */
export interface Counts {
  dataset: Dataset;
  side: Side;
  /** Under which names columns of the dataset go on where annotations bring one of their name. */
  renamed?: ReadonlyMap<string, string>;
}

/** One file with annotations, and which of its rows each cell of the counts is. */
interface Joined {
  annotations: Annotations;
  match: CellMatch;
  report: AnnotationReport;
}

/**
 * Adds to counts what annotations say of their cells and genes, in the order of the counts. What was found is told in `report`
 * as it becomes known, also where the files are refused in the end.
 *
 * @throws DataError where the barcodes of a file cannot be found among those of the counts, or some have no partner and
 *   `unmatched` is `refuse`, or where they are those of empty droplets.
 */
export function joinAnnotations(
  counts: Counts,
  files: readonly Annotations[],
  unmatched: UnmatchedCells,
  report: MergeReport,
): Dataset {
  const joined: Joined[] = [];
  let genes: Dataset = { ...counts.dataset, warnings: [...counts.dataset.warnings] };
  for (const given of files) {
    const annotations = turnedIfOfGenes(given, genes);
    const { path } = annotations.source;
    genes.warnings.push(...annotations.warnings.map((warning) => `${basename(path)}: ${warning}`));
    genes = joinGenes(genes, annotations, path);
    if (annotations.cellNames.length === 0) {
      report.annotations.push(geneReport(annotations));
      continue;
    }
    const match = matchCells(counts.side, { names: annotations.cellNames, obs: annotations.obs }, path);
    const one = {
      annotations,
      match,
      report: reportMatch(path, counts.side.names, annotations.cellNames, match),
    };
    report.annotations.push(one.report);
    refuseEmptyMatches(counts, match, annotations.cellNames.length, path);
    joined.push(one);
  }
  if (unmatched === 'refuse')
    for (const one of joined) requireAllMatched(one.report, counts.side.names.length);
  const cells = keptCells(joined, genes.cellNames.length, unmatched);
  const dataset = withCells(genes, cells);
  for (const { report: told, match } of joined) {
    dataset.warnings.push(...unmatchedWarnings(told, unmatched));
    dataset.warnings.push(...samplesWithout(counts.side, match, told.path));
  }
  return joined.reduce((sum, one) => withAnnotations(sum, one, cells, counts.renamed), dataset);
}

/** Says which samples a file with annotations knows no cell of. */
function samplesWithout({ files }: Side, { partner }: CellMatch, path: string): string[] {
  if (!files || files.labels.length < 2) return [];
  const matched = new Set(files.codes.filter((_, cell) => partner[cell] >= 0));
  const without = files.labels.filter((_, code) => !matched.has(code)).map((label) => `“${label}”`);
  if (without.length === 0) return [];
  return [
    `${basename(path)} has no cell of the sample${without.length === 1 ? '' : 's'} ${without.join(', ')}.`,
  ];
}

/** The cells that stay; with `drop`, those that every file knows. */
function keptCells(joined: readonly Joined[], cells: number, unmatched: UnmatchedCells): Int32Array {
  const all = Int32Array.from({ length: cells }, (_, cell) => cell);
  if (unmatched !== 'drop') return all;
  const kept = all.filter((cell) => joined.every(({ match }) => match.partner[cell] >= 0));
  if (kept.length > 0) return kept;
  throw new DataError(
    'no cell is in all files with annotations.',
    {},
    'Leave one of them out, or keep all cells with counts: --unmatched keep, or the choice in the import view.',
  );
}

function withCells(dataset: Dataset, cells: Int32Array): Dataset {
  if (cells.length === dataset.cellNames.length) return dataset;
  const graphs = Object.keys(dataset.obsp);
  const genes = Uint32Array.from(dataset.geneNames.keys());
  const warnings = [...dataset.warnings];
  if (graphs.length > 0)
    warnings.push(
      `The neighbours of the counts (${graphs.join(', ')}) were left out: some of their cells were.`,
    );
  return {
    ...dataset,
    cellNames: Array.from(cells, (cell) => dataset.cellNames[cell]),
    obs: withoutEmptyCategories(takeTableRows(dataset.obs, cells)),
    obsm: Object.fromEntries(
      Object.entries(dataset.obsm).map(([name, values]) => [name, takeDenseRows(values, cells)]),
    ),
    obsp: {},
    layers: Object.fromEntries(
      Object.entries(dataset.layers).map(([name, matrix]) => [name, submatrix(matrix, cells, genes)]),
    ),
    warnings,
  };
}

/** Categories that only cells which were left out had are no longer there. */
function withoutEmptyCategories(table: Dataset['obs']): Dataset['obs'] {
  return Object.fromEntries(
    Object.entries(table).map(([name, column]) => [
      name,
      column.kind === 'categorical' ? usedCategories(column) : column,
    ]),
  );
}

function withAnnotations(
  dataset: Dataset,
  { annotations, match }: Joined,
  cells: Int32Array,
  renamed?: ReadonlyMap<string, string>,
): Dataset {
  const { source, cellNames } = annotations;
  const from = basename(source.path);
  const rows = cells.map((cell) => match.partner[cell]);
  const complete = !rows.includes(-1);
  const warnings = [...dataset.warnings];
  const obs = joinTables(dataset.obs, takeTableRows(annotations.obs, rows), {
    rows: rows.length,
    from,
    warnings,
    renamed,
  });
  const obsm = { ...dataset.obsm };
  const obsp = { ...dataset.obsp };
  const leftOut: string[] = [];
  for (const [name, values] of Object.entries(annotations.obsm)) {
    if (!complete) {
      leftOut.push(name);
      continue;
    }
    if (name in obsm) warnings.push(`“${name}” of ${from} takes the place of the one that was there.`);
    obsm[name] = takeDenseRows(values, rows);
  }
  for (const [name, graph] of Object.entries(annotations.obsp)) {
    if (!complete || rows.length !== cellNames.length) {
      leftOut.push(name);
      continue;
    }
    if (name in obsp) warnings.push(`“${name}” of ${from} takes the place of the one that was there.`);
    obsp[name] = submatrix(graph, rows, rows);
  }
  if (leftOut.length > 0)
    warnings.push(
      `${leftOut.join(', ')} of ${from} ${leftOut.length === 1 ? 'was' : 'were'} left out: ` +
        (complete
          ? 'some of their cells are not in the dataset.'
          : 'some cells of the dataset are not in them.'),
    );
  return {
    ...dataset,
    source: {
      path: `${dataset.source.path}, ${source.path}`,
      format: [...new Set([...dataset.source.format.split(' + '), source.format])].join(' + '),
    },
    obs,
    obsm,
    obsp,
    warnings,
  };
}

/** A table whose rows are genes of the counts, not cells, says something of genes. */
function turnedIfOfGenes(annotations: Annotations, { geneNames, var: columns }: Dataset): Annotations {
  if (annotations.geneNames.length > 0 || annotations.cellNames.length === 0) return annotations;
  const known = new Set(geneNames);
  const ids = columns['gene_ids'] ?? columns['Accession'];
  if (ids?.kind === 'strings') for (const id of ids.values) known.add(id);
  const found = annotations.cellNames.filter((name) => known.has(name)).length;
  if (found * 2 < Math.min(annotations.cellNames.length, geneNames.length)) return annotations;
  return { ...annotations, cellNames: [], geneNames: annotations.cellNames, obs: {}, var: annotations.obs };
}

function geneReport({ source, geneNames }: Annotations): AnnotationReport {
  return {
    path: source.path,
    rule: `The file is about ${geneNames.length} genes, not about cells: they are found by name or id.`,
    matched: 0,
    onlyCounts: { count: 0, examples: [] },
    onlyAnnotations: { count: 0, examples: [] },
  };
}
