import type { CellColumn, DashboardPayload, RunSummary } from '../../src-main/export/dashboard/payload.ts';
import { categoryColors } from '../../src-worker/drawing/colors/categorical.ts';
import type { Rgb } from '../../src-worker/drawing/colors/sequential.ts';
import type { GeneTableColumn } from '../components/geneRows.ts';
import type { Lines } from '../../src-worker/drawing/lines.ts';
import type { VectorField } from '../../src-worker/drawing/vectorField.ts';
import { unpackCodes, unpackNumbers } from './decode.ts';

export interface Labels {
  codes: ArrayLike<number>;
  categories: string[];
  colors: Rgb[];
  /** Cells of each category in the whole run, shown here or not. */
  counts: number[];
}

export type Column = { id: string; label: string; meaning: string } & (
  | { kind: 'numbers'; values: Float32Array; range: [number, number]; map: 'viridis' | 'cividis' }
  | { kind: 'labels'; labels: Labels }
);

export interface FateModel {
  names: string[];
  colors: Rgb[];
  /** Cells × fates. */
  probabilities: Float32Array;
  byCluster: number[][];
}

export interface PortraitModel {
  gene: number;
  name: string;
  s: Float32Array;
  u: Float32Array;
  curves: { label: string; style: 'solid' | 'dashed'; s: Float32Array; u: Float32Array }[];
}

/** The run as the page's components read it. */
export interface DashboardModel {
  summary: RunSummary;
  cellNames: string[];
  /** (x, y) a cell. */
  embedding: Float32Array;
  columns: Column[];
  /** Clusters: the labels of the first column. */
  clusters: Labels;
  fates?: FateModel;
  field?: VectorField;
  streamlines?: Lines;
  geneNames: string[];
  geneColumns: GeneTableColumn[];
  /** The portraits' cells, as places in the embedding. */
  portraitCells: Uint32Array;
  /** Genes with a portrait, best first. */
  portraitGenes: { gene: number; name: string }[];
  /** A portrait by its place in `portraitGenes`; unpacked when first asked for. */
  portrait(place: number): PortraitModel;
}

/** Unpacks the page's data. Portraits wait until they are looked at. */
export function modelOf(payload: DashboardPayload): DashboardModel {
  const columns = payload.columns.map(columnOf);
  const first = columns[0];
  if (first?.kind !== 'labels') throw new Error('The page’s data has no clusters.');
  const clusters = first.labels;
  const embedding = unpackNumbers(payload.embedding);
  const made = new Map<number, PortraitModel>();
  return {
    summary: payload.summary,
    cellNames: payload.cellNames.split('\n'),
    embedding,
    columns,
    clusters,
    ...(payload.fates ? { fates: fatesOf(payload.fates, clusters) } : {}),
    ...(payload.field ? { field: fieldOf(payload.field) } : {}),
    ...(payload.streamlines
      ? {
          streamlines: {
            points: unpackNumbers(payload.streamlines.points),
            offsets: Uint32Array.from(unpackCodes(payload.streamlines.offsets)),
          },
        }
      : {}),
    geneNames: payload.geneNames,
    geneColumns: payload.geneColumns.map(({ values, ...rest }) => ({
      ...rest,
      ...(values ? { values: unpackNumbers(values) } : {}),
    })),
    portraitCells: payload.portraitCells
      ? Uint32Array.from(unpackCodes(payload.portraitCells))
      : Uint32Array.from({ length: embedding.length / 2 }, (_, i) => i),
    portraitGenes: payload.portraits.map(({ gene }) => ({ gene, name: payload.geneNames[gene] })),
    portrait(place) {
      const known = made.get(place);
      if (known) return known;
      const { gene, s, u, curves } = payload.portraits[place];
      const portrait = {
        gene,
        name: payload.geneNames[gene],
        s: unpackNumbers(s),
        u: unpackNumbers(u),
        curves: curves.map((c) => ({ ...c, s: unpackNumbers(c.s), u: unpackNumbers(c.u) })),
      };
      made.set(place, portrait);
      return portrait;
    },
  };
}

function columnOf(column: CellColumn): Column {
  const { id, label, meaning } = column;
  if (column.kind === 'numbers')
    return {
      id,
      label,
      meaning,
      kind: 'numbers',
      values: unpackNumbers(column.values),
      range: column.range,
      map: column.map,
    };
  const { codes, categories, colors, counts } = column.labels;
  const labels = {
    codes: unpackCodes(codes),
    categories,
    colors: categoryColors(categories.length, colors),
    counts,
  };
  return { id, label, meaning, kind: 'labels', labels };
}

/** A fate named as a cluster has that cluster's colour. */
function fatesOf(fates: NonNullable<DashboardPayload['fates']>, clusters: Labels): FateModel {
  const own = categoryColors(clusters.categories.length + fates.names.length).slice(
    clusters.categories.length,
  );
  const colors = fates.names.map((name, f) => clusters.colors[clusters.categories.indexOf(name)] ?? own[f]);
  return {
    names: fates.names,
    colors,
    probabilities: unpackNumbers(fates.probabilities),
    byCluster: fates.byCluster,
  };
}

function fieldOf(field: NonNullable<DashboardPayload['field']>): VectorField {
  const { origin, spacing, columns, rows } = field;
  const mask = Uint8Array.from(unpackNumbers(field.mask));
  return { origin, spacing, columns, rows, mask, vectors: unpackNumbers(field.vectors) };
}
