import { categoryColors, hexColor, PALETTE } from '../../../../src-worker/drawing/colors/categorical.ts';
import type { Trend } from '../../../../src-worker/views/trend/trend.ts';
import type { PanelOf } from '../../spec/panels.ts';
import type { FigureStyle } from '../../style.ts';
import { layerTitles } from '../layers.ts';
import type { TrendsData } from './collect.ts';

/** A trend as it is drawn. */
export interface TrendLine {
  label: string;
  /** Names of genes are. */
  italic: boolean;
  color: string;
  at: Float64Array;
  mean: Float64Array;
  low: Float64Array;
  high: Float64Array;
}

/** One chart: the lines that share its axes. */
export interface Facet {
  /** The gene that all its lines are of; empty where each is of another. */
  gene: string;
  lines: TrendLine[];
  points: TrendsData['points'];
  /** Ends of the vertical axis. */
  range: [low: number, high: number];
}

/** Room beyond lines and cells, as a share of the axis. */
const ROOM = 0.04;
/** The same where genes go from 0 to 1 and have bands. */
const WIDER = 0.1;
/** Bands reach beyond lines and cells by no more than this share of what those span. */
const MOST_BAND = 0.4;

/** Several genes share one chart, each from 0 to 1; with fates each gene has a chart of its own. */
export function facetsOf(panel: PanelOf<'trends'>, data: TrendsData, style: FigureStyle): Facet[] {
  const { genes, fates, points } = data;
  if (fates)
    return genes.map(({ name, lines }) =>
      facet(
        name,
        lines.map((trend, f) => ({ ...trend, ...fates[f], italic: false })),
        points,
        panel,
      ),
    );
  if (genes.length === 1) {
    const color = style.theme === 'light' ? PALETTE[0] : PALETTE[4];
    const line = { ...genes[0].lines[0], label: genes[0].name, italic: true, color };
    return [facet(genes[0].name, [line], points, panel)];
  }
  const colors = categoryColors(genes.length).map(hexColor);
  const lines = genes.map(({ name, lines: [trend] }, g) => ({
    ...scaled(trend),
    label: name,
    italic: true,
    color: colors[g],
  }));
  return [{ gene: '', lines, points: null, range: panel.band ? [-WIDER, 1 + WIDER] : [-ROOM, 1 + ROOM] }];
}

/** What the vertical axis of all charts shows, the fullest wording first. */
export function valueTitles({ layer }: PanelOf<'trends'>, { smoothed, genes, fates }: TrendsData): string[] {
  const titles = layerTitles(layer, smoothed);
  if (fates || genes.length === 1) return titles;
  const word = titles[titles.length - 1];
  return [
    `${word}, each gene from its least to its most`,
    `${word}, least to most`,
    `${word} (scaled)`,
    'Scaled',
  ];
}

/** From the least of its mean (0) to its most (1). */
function scaled(trend: Trend): Trend {
  const known = trend.mean.filter((value) => !Number.isNaN(value));
  const least = known.reduce((low, value) => Math.min(low, value), Infinity);
  const most = known.reduce((high, value) => Math.max(high, value), -Infinity);
  // A trend that does not change stays in the middle.
  const part = (values: Float64Array): Float64Array =>
    values.map((value) =>
      most > least ? (value - least) / (most - least) : Number.isNaN(value) ? value : 0.5,
    );
  return { ...trend, mean: part(trend.mean), low: part(trend.low), high: part(trend.high) };
}

function facet(
  gene: string,
  lines: TrendLine[],
  points: TrendsData['points'],
  { band, layer }: PanelOf<'trends'>,
): Facet {
  const zero = layer === 'velocity' ? [0] : [];
  let [low, high] = endsOf([...lines.map(({ mean }) => mean), points?.y ?? [], zero]);
  if (band) {
    // A band that is very wide somewhere is cut off there rather than making all lines flat.
    const reach = MOST_BAND * (high - low);
    const [lowest, highest] = endsOf(lines.flatMap((line) => [line.low, line.high]));
    low = Math.min(low, Math.max(lowest, low - reach));
    high = Math.max(high, Math.min(highest, high + reach));
  }
  if (!(low <= high)) [low, high] = [0, 1];
  // Counts are not below 0; their axis begins there where it comes near.
  if (layer !== 'velocity' && low < 0.3 * high) return { gene, lines, points, range: [0, high * (1 + ROOM)] };
  const room = ROOM * (high - low || Math.abs(high) || 1);
  return { gene, lines, points, range: [low - room, high + room] };
}

/** The least and the largest of all numbers that are there. */
function endsOf(lists: readonly ArrayLike<number>[]): [low: number, high: number] {
  let low = Infinity;
  let high = -Infinity;
  for (const list of lists)
    for (let k = 0; k < list.length; k++) {
      if (!Number.isFinite(list[k])) continue;
      low = Math.min(low, list[k]);
      high = Math.max(high, list[k]);
    }
  return [low, high];
}
