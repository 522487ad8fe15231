import type { ArrayName, ArrayTypes } from '../../src-worker/data/catalogue.ts';
import type { Column } from '../../src-worker/data/dataset.ts';
import { DataError } from '../../src-worker/data/errors.ts';
import type { StoredValue } from '../project/arrayCodec.ts';
import { listArrays, loadArray } from '../project/arrays.ts';
import { getDataset, type DatasetRecord } from '../project/datasets.ts';
import { listPreviewArrays, listRunArrays, type RunArrayPlace } from '../project/runArrays.ts';
import { listRuns, type RunRecord } from '../project/runs.ts';
import { clustersColumn } from '../compute/clustersGiven.ts';
import { pickColumn } from '../compute/pickColumn.ts';
import type { ViewSource } from './contract.ts';
import type { ViewReader } from './reader.ts';

/** Arrays that were stored, by name. */
export interface StoredArrays {
  /** Whether that array was stored. */
  has(name: ArrayName): boolean;
  /** An array that was stored; an error where {@link has} says no. */
  stored<N extends ArrayName>(name: N): ArrayTypes[N];
}

/**
 * What a view draws from: a run with the arrays it has so far, or a dataset. Its cells and genes are those that the run
 * kept; all of the dataset as long as the run has not chosen any.
 */
export interface Source extends StoredArrays {
  readonly reader: ViewReader;
  readonly dataset: DatasetRecord;
  readonly run: RunRecord | undefined;
  readonly cells: number;
  readonly genes: number;
  /** Places of the cells in the dataset; undefined where all are there. */
  readonly cellIndex: Uint32Array | undefined;
  readonly geneIndex: Uint32Array | undefined;
  /** Fingerprint of the choice of cells, or of the dataset. */
  readonly cellsKey: string;
  /** Arrays of a preview that stands in for what the run has not computed yet. Only the picture shows them, and says so. */
  readonly preview: StoredArrays;
  /** The same, as exports ask for it. */
  array<N extends ArrayName>(name: N): Promise<ArrayTypes[N]>;
  /** The fingerprint of a stored array's content. */
  fingerprint(name: ArrayName): string;
  /** The connectivities, which are large and kept as neighbourhoods only. */
  unkept<N extends ArrayName>(name: N): ArrayTypes[N];
  /** Names of the dataset's arrays in a group, as `obs`. */
  fileNames(group: 'obs' | 'var' | 'obsm'): string[];
  /** An array of the dataset, over all its cells or genes. */
  file(key: string): StoredValue;
  /** A column of the dataset for the cells of the source. */
  obs(name: string): Column;
  /**
   * The column of the dataset that the clusters are from: those of the run, or that a run would take; undefined where they
   * are computed.
   */
  readonly clustersColumn: string | undefined;
}

/** @throws DataError where the project has no such run or dataset. */
export function openSource(reader: ViewReader, asked: ViewSource): Source {
  const { database } = reader;
  const run = 'run' in asked ? findRun(reader, asked.run) : undefined;
  const dataset = getDataset(database, run ? run.datasetId : (asked as { dataset: number }).dataset);
  const places: Map<string, RunArrayPlace> = run ? listRunArrays(database, run.id) : new Map();
  const owner = { datasetId: dataset.id };
  const files = listArrays(database, owner);

  const placeOf = (name: ArrayName): RunArrayPlace => placeIn(places, name);
  const { has, stored } = storedArrays(reader, places);
  const file = (key: string): StoredValue => {
    const fingerprint = files.get(key);
    if (fingerprint === undefined) throw new Error(`The dataset has no array ${key}`);
    return reader.array(owner, key, fingerprint);
  };
  const cellIndex = places.has('cell_index') ? stored('cell_index').data : undefined;
  const geneIndex = places.has('gene_index') ? stored('gene_index').data : undefined;
  return {
    reader,
    dataset,
    run,
    cells: cellIndex?.length ?? dataset.cells,
    genes: geneIndex?.length ?? dataset.genes,
    cellIndex,
    geneIndex,
    cellsKey: cellIndex ? `${dataset.fingerprint}/${placeOf('cell_index').fingerprint}` : dataset.fingerprint,
    has,
    stored,
    preview: storedArrays(reader, run ? listPreviewArrays(database, run.id) : new Map()),
    array: <N extends ArrayName>(name: N) => Promise.resolve(stored(name)),
    fingerprint: (name) => placeOf(name).fingerprint,
    unkept: <N extends ArrayName>(name: N) =>
      loadArray(database, { resultId: placeOf(name).resultId }, name) as ArrayTypes[N],
    fileNames: (group) =>
      [...files.keys()]
        .filter((key) => key.startsWith(`${group}/`))
        .map((key) => key.slice(group.length + 1)),
    file,
    obs: (name) => {
      const column = file(`obs/${name}`) as Column;
      return cellIndex ? pickColumn(column, cellIndex) : column;
    },
    get clustersColumn() {
      return clustersColumnOf(reader, dataset, run);
    },
  };
}

function storedArrays(reader: ViewReader, places: ReadonlyMap<string, RunArrayPlace>): StoredArrays {
  return {
    has: (name) => places.has(name),
    stored: <N extends ArrayName>(name: N) => {
      const { resultId, fingerprint } = placeIn(places, name);
      return reader.array({ resultId }, name, fingerprint) as ArrayTypes[N];
    },
  };
}

function placeIn(places: ReadonlyMap<string, RunArrayPlace>, name: ArrayName): RunArrayPlace {
  const place = places.get(name);
  if (!place) throw new Error(`The run has not stored ${name}`);
  return place;
}

/** Names of the source's cells or genes, in order. */
export function namesOf(source: Source, table: 'cells' | 'genes'): string[] {
  const all = source.reader.names(table, source.dataset);
  const index = table === 'cells' ? source.cellIndex : source.geneIndex;
  return index ? Array.from(index, (i) => all[i]) : all;
}

function findRun(reader: ViewReader, id: number): RunRecord {
  const run = listRuns(reader.database).find((candidate) => candidate.id === id);
  if (!run)
    throw new DataError(`The project has no run ${id}.`, {}, 'It may have been deleted; choose another run.');
  return run;
}

function clustersColumnOf(
  { database, cache }: ViewReader,
  dataset: DatasetRecord,
  run: RunRecord | undefined,
): string | undefined {
  if (run?.settings.parameters['cluster']?.['source'] === 'compute') return undefined;
  const asked = run ? run.settings.clusters : dataset.roles.clusters;
  if (asked !== undefined) return asked;
  return cache.get(`usual clusters/${dataset.fingerprint}`, () =>
    clustersColumn(database, dataset.id, undefined),
  );
}
