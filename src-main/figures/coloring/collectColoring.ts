import { hexColor, MISSING, NEUTRAL } from '../../../src-worker/drawing/colors/categorical.ts';
import { sequentialColor } from '../../../src-worker/drawing/colors/sequential.ts';
import type { ColumnInfo, MapChoice, RangeChoice } from '../../../src-worker/drawing/columns.ts';
import {
  clusterColumn,
  columnColors,
  geneOf,
  genePainting,
  hideIn,
  mapOf,
  numberPainting,
  paint,
  rangeOf,
  type LabelColumn,
  type NumberPainting,
  type Painting,
} from '../../../src-worker/drawing/painting.ts';
import { DataError } from '../../../src-worker/data/errors.ts';
import { columnsView, columnView } from '../../views/columns.ts';
import { fatesView } from '../../views/fates.ts';
import { geneView } from '../../views/gene.ts';
import type { Source } from '../../views/source.ts';
import type { LegendTitle } from '../parts/legend.ts';

/** The colours of a source's cells, with what they mean. */
export interface CellColoring extends LegendTitle {
  /** RGBA a cell; alpha 0 where it is hidden. */
  colors: Uint8Array;
  /** A value a cell: cells of higher value are drawn above those of lower. */
  order?: Float32Array;
  /** One sentence of what the colours tell. */
  meaning: string;
  legend:
    | { kind: 'labels'; entries: { label: string; color: string; count: number }[] }
    | { kind: 'numbers'; stops: string[]; range: [low: number, high: number] };
}

/** What cells are coloured by: a column's id or a gene and its layer, as the app names them. */
export interface ColoringChoice {
  /** Null for the clusters. */
  colorBy: string | null;
  map: MapChoice | null;
  range: RangeChoice | null;
}

const STOPS = 33;

/**
 * Colours cells as the screen does, with the project's edits of categories.
 *
 * @throws DataError where there is no such column or gene (yet), or nothing to colour by.
 */
export async function collectColoring(
  source: Source,
  choice: ColoringChoice,
  theme: 'light' | 'dark',
): Promise<CellColoring> {
  const { columns } = columnsView(source).header;
  const clusters = clusterColumn(columns, source.dataset.roles.clusters);
  const id = choice.colorBy ?? (clusters ?? columns.at(0))?.id;
  if (id === undefined)
    throw new DataError('there is nothing to colour the cells by.', {}, 'Choose a run that has clusters.');
  const painting = await paintingOf(source, id);
  const own = columns.find((column): column is LabelColumn => column.id === id && column.kind === 'labels');
  const colors = own ? columnColors(own, clusters) : [];
  const codes = await hiddenCodes(source, columns);
  const range = choice.range ?? undefined;
  const painted = paint(
    painting,
    colors,
    { map: choice.map, range, neutral: NEUTRAL[theme] },
    new Uint8Array(4 * source.cells),
  );
  hideIn(painted, columns, own, (column) => codes.get(column));
  if (painting.kind === 'numbers') return numbersColoring(painting, choice, painted);
  return labelsColoring(own!, colors.map(hexColor), painted, painting.probabilities !== undefined);
}

async function paintingOf(source: Source, id: string): Promise<Painting> {
  const chosen = geneOf(id);
  if (chosen) {
    const { header, arrays } = await geneView(source, chosen);
    return genePainting(chosen, header, arrays.values);
  }
  const { header, arrays } = await columnView(source, { id });
  if (header.kind === 'numbers')
    return numberPainting(id, header, (arrays as { values: Float32Array }).values);
  const { codes } = arrays as { codes: Int16Array | Int32Array };
  if (id !== 'fates') return { kind: 'labels', id, codes };
  return { kind: 'labels', id, codes, probabilities: fatesView(source).arrays.probabilities };
}

/** The codes of every column in which something is hidden. */
async function hiddenCodes(
  source: Source,
  columns: readonly ColumnInfo[],
): Promise<Map<string, Int16Array | Int32Array>> {
  const out = new Map<string, Int16Array | Int32Array>();
  for (const column of columns) {
    if (column.kind !== 'labels' || !column.categories.some(({ hidden }) => hidden)) continue;
    const { arrays } = await columnView(source, column);
    if ('codes' in arrays) out.set(column.id, arrays.codes);
  }
  return out;
}

function labelsColoring(
  column: LabelColumn,
  colors: readonly string[],
  painted: Uint8Array,
  faded: boolean,
): CellColoring {
  const entries = column.categories.flatMap(({ label, count, hidden }, c) =>
    hidden || count === 0 ? [] : [{ label, color: colors[c], count }],
  );
  if (column.missing > 0)
    entries.push({ label: 'No label', color: hexColor(MISSING), count: column.missing });
  const meaning = faded
    ? 'Colours show the most probable fate, greyer the less it leads over an even share.'
    : `Colours show ${asPart(column.label)}.`;
  return { title: column.label, meaning, colors: painted, legend: { kind: 'labels', entries } };
}

function numbersColoring(
  painting: NumberPainting,
  { map, range }: ColoringChoice,
  painted: Uint8Array,
): CellColoring {
  const chosen = mapOf(painting, map);
  const ends = rangeOf(painting, range ?? undefined);
  const gene = geneOf(painting.id);
  const fate = painting.id.startsWith('fate/');
  const { missing } = painting.spread;
  const spans = spanText(painting, range);
  const grey = missing > 0 ? ` Grey cells (${missing}) have no value.` : '';
  return {
    ...titleOf(painting),
    meaning: `Colours show ${gene ? `${gene.gene}: ` : ''}${asPart(gene || fate ? painting.meaning : painting.label)}; ${spans}.${grey}`,
    colors: painted,
    order: painting.values,
    legend: {
      kind: 'numbers',
      stops: Array.from({ length: STOPS }, (_, i) => hexColor(sequentialColor(chosen, i / (STOPS - 1)))),
      range: ends,
    },
  };
}

function titleOf({ id, label }: NumberPainting): LegendTitle {
  const gene = geneOf(id);
  if (gene) return { title: gene.gene, subtitle: label, italic: true };
  return id.startsWith('fate/') ? { title: label, subtitle: 'Fate probability' } : { title: label };
}

/** What of the values the colour map spans, in words. */
function spanText({ signed, natural }: NumberPainting, range: RangeChoice | null): string {
  if (Array.isArray(range)) return 'values beyond the ends of the colour bar have the colour of the end';
  const around = signed ? ', alike on both sides of 0' : '';
  if (range === 'full') return `the colour bar spans all values${around}`;
  if (range === null && natural) return `the colour bar spans ${natural[0]} to ${natural[1]}`;
  return `the colour bar spans the 1st to 99th percentile${around}`;
}

/** A label within a sentence: “Latent time” → “latent time”, but “UMAP” and “ΔG” stay. */
function asPart(label: string): string {
  return /^\p{Lu}\p{Ll}/u.test(label) ? label[0].toLowerCase() + label.slice(1) : label;
}
