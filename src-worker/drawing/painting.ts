import { categoryColors, givenColors, hexColor } from './colors/categorical.ts';
import { colorsByCategory, colorsByFate, colorsByValue, hideCategoriesIn } from './colors/cellColors.ts';
import type { ColorMap, Rgb } from './colors/sequential.ts';
import type {
  Category,
  Codes,
  ColumnInfo,
  GeneLayer,
  MapChoice,
  Range,
  RangeChoice,
  Spread,
} from './columns.ts';

export type LabelColumn = Extract<ColumnInfo, { kind: 'labels' }>;

/** What the cells are coloured by, with its values. */
export type Painting =
  | {
      kind: 'labels';
      id: string;
      codes: Codes;
      /** Cells × fates, where the labels are the most probable ones. */ probabilities?: Float32Array;
    }
  | {
      kind: 'numbers';
      id: string;
      label: string;
      meaning: string;
      values: Float32Array;
      spread: Spread;
      map: 'viridis' | 'cividis';
      /** Whether 0 is a middle, as for velocities. */
      signed: boolean;
      /** Ends of the map unless the user sets others; the percentiles where there is none. */
      natural?: Range;
    };

export type NumberPainting = Extract<Painting, { kind: 'numbers' }>;

/** A gene's place in "colour by". */
export interface GeneChoice {
  gene: string;
  layer: GeneLayer;
}

export function geneColoring({ gene, layer }: GeneChoice): string {
  return `gene/${layer}/${gene}`;
}

/** The gene that a coloring stands for; undefined for a column. */
export function geneOf(coloring: string): GeneChoice | undefined {
  const found = /^gene\/(spliced|unspliced|velocity)\/(.+)$/s.exec(coloring);
  return found ? { layer: found[1] as GeneLayer, gene: found[2] } : undefined;
}

/** What is said of numbers, with how they are spread. */
type NumbersText = Spread & { label: string; meaning: string };

/** The painting of a gene's values. */
export function genePainting(choice: GeneChoice, text: NumbersText, values: Float32Array): NumberPainting {
  const { label, meaning } = text;
  const signed = choice.layer === 'velocity';
  const id = geneColoring(choice);
  return { kind: 'numbers', id, label, meaning, values, spread: text, map: 'viridis', signed };
}

/** The painting of a column of numbers; probabilities of a fate go from 0 to 1. */
export function numberPainting(
  id: string,
  text: NumbersText & { map: 'viridis' | 'cividis' },
  values: Float32Array,
): NumberPainting {
  const { label, meaning, map } = text;
  const natural: Range | undefined = id.startsWith('fate/') ? [0, 1] : undefined;
  return { kind: 'numbers', id, label, meaning, values, spread: text, map, signed: false, natural };
}

/**
 * The column that holds the clusters: the run's, else the one the user said holds them, else the first of labels.
 *
 * @param role Name of the dataset's column that the user chose.
 */
export function clusterColumn(
  columns: readonly ColumnInfo[],
  role: string | undefined,
): LabelColumn | undefined {
  const labels = columns.filter((column) => column.kind === 'labels');
  return (
    labels.find(({ id }) => id === 'run/clusters') ??
    labels.find(({ id }) => id === `obs/${role}`) ??
    labels.find(({ id }) => id !== 'fates')
  );
}

/** The ends of the colour map; around 0 for numbers that have it as their middle. */
export function rangeOf(painting: NumberPainting, choice: RangeChoice | undefined): Range {
  const { spread, natural, signed } = painting;
  if (Array.isArray(choice)) return choice;
  const range: Range =
    choice === 'full' ? [spread.min, spread.max] : choice ? spread.range : (natural ?? spread.range);
  if (!signed) return range;
  const reach = Math.max(Math.abs(range[0]), Math.abs(range[1]));
  return [-reach, reach];
}

export function mapOf(painting: NumberPainting, choice: MapChoice | null): ColorMap {
  return painting.signed ? 'blueOrange' : (choice ?? painting.map);
}

/**
 * One colour a category. A fate without a colour of its own has that of the cluster it is named after (“Beta” as well as
 * “Beta_2”), else one that no cluster has. Of several fates in one cluster the first has its colour.
 */
export function columnColors(column: LabelColumn, clusters: LabelColumn | undefined): Rgb[] {
  const given = column.categories.map(({ color }) => color);
  if (column.id !== 'fates' || !clusters) return givenColors(given);
  const ofClusters = givenColors(clusters.categories.map(({ color }) => color));
  const others = categoryColors(ofClusters.length + given.length).slice(ofClusters.length);
  const taken = new Set<string>();
  return givenColors(given).map((color, f) => {
    const cluster = ofClusters[clusterOf(column.categories[f].name, clusters)];
    const wanted = given[f] === null ? (cluster ?? others[f]) : color;
    const key = hexColor(wanted);
    if (cluster && key === hexColor(cluster) && taken.has(key)) return others[f];
    taken.add(key);
    return wanted;
  });
}

/** The place of the cluster that a fate is named after; −1 where there is none. */
function clusterOf(fate: string, { categories }: LabelColumn): number {
  const place = (name: string): number => categories.findIndex((cluster) => cluster.name === name);
  const own = place(fate);
  return own >= 0 ? own : place(fate.replace(/_\d+$/, ''));
}

/**
 * RGBA a cell, written into `out`.
 *
 * @param colors one a category, where labels are painted
 * @param neutral what undecided cells fade to when coloured by the most probable fate
 */
export function paint(
  painting: Painting,
  colors: Rgb[],
  { map, range, neutral }: { map: MapChoice | null; range: RangeChoice | undefined; neutral: Rgb },
  out: Uint8Array,
): Uint8Array {
  if (painting.kind === 'numbers')
    return colorsByValue(painting.values, rangeOf(painting, range), mapOf(painting, map), out);
  const { probabilities, codes } = painting;
  if (probabilities && probabilities.length === codes.length * colors.length)
    return colorsByFate(probabilities, colors, neutral, out);
  return colorsByCategory(codes, colors, out);
}

/**
 * Makes the cells of hidden categories invisible, whatever column they are hidden in.
 *
 * @param colors RGBA a cell, written over.
 * @param own The column coloured by.
 * @param codesOf The codes of a column by its id, where they are there.
 */
export function hideIn(
  colors: Uint8Array,
  columns: readonly ColumnInfo[],
  own: LabelColumn | undefined,
  codesOf: (id: string) => Codes | undefined,
): void {
  for (const column of columns) {
    // Columns that share their edits, as the run's clusters and the file's column they are from, hide the same.
    if (column.kind !== 'labels' || (own && own !== column && own.editKey === column.editKey)) continue;
    const hidden = hiddenOf(column);
    const codes = hidden.size > 0 ? codesOf(column.id) : undefined;
    if (codes && 4 * codes.length === colors.length) hideCategoriesIn(colors, codes, hidden);
  }
}

/** Places of a column's hidden categories. */
export function hiddenOf({ categories }: LabelColumn): ReadonlySet<number> {
  return new Set(categories.flatMap(({ hidden }, place) => (hidden ? [place] : [])));
}

/** The columns with an edit of categories made in every one that keeps its edits under that key. */
export function withEdit(
  columns: readonly ColumnInfo[],
  editKey: string,
  edit: (category: Category) => Category,
): ColumnInfo[] {
  return columns.map((column) =>
    column.kind === 'labels' && column.editKey === editKey
      ? { ...column, categories: column.categories.map(edit) }
      : column,
  );
}
