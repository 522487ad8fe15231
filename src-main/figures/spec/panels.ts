import * as v from 'valibot';

import { SEQUENTIAL_MAPS } from '../../../src-worker/drawing/columns.ts';

const finite = v.pipe(v.number(), v.finite());
const positive = (most: number) => v.pipe(finite, v.gtValue(0), v.maxValue(most));
const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
const text = v.pipe(v.string(), v.maxLength(2000));
const genes = v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(1000))), v.maxLength(200));
const about = <S extends v.GenericSchema>(schema: S, description: string) =>
  v.pipe(schema, v.description(description));
const orNull = <S extends v.GenericSchema>(schema: S, description: string) =>
  about(v.optional(v.nullable(schema), null), description);

/** What cells are coloured by, with the colour map. */
const coloring = {
  colorBy: orNull(
    text,
    'A column as the app names it (run/clusters, run/latent_time, fates, fate/Beta, obs/batch …) or gene/spliced/NAME, gene/unspliced/NAME, gene/velocity/NAME; null for the clusters.',
  ),
  map: orNull(v.picklist(SEQUENTIAL_MAPS), 'Colour map of numbers; null for the usual one of each.'),
  range: orNull(
    v.union([v.picklist(['percentiles', 'full']), v.strictTuple([finite, finite])]),
    'What the colour map spans: 1st to 99th percentile, everything, or [low, high].',
  ),
};

/** What every panel has. */
const common = {
  title: about(v.optional(v.pipe(v.string(), v.maxLength(300)), ''), 'Above the panel; nothing where empty.'),
  span: about(v.optional(whole(1, 6), 1), 'How many of the figure’s columns it takes.'),
  height: orNull(positive(1500), 'Height in mm; null for what suits its width.'),
  run: orNull(whole(1, Number.MAX_SAFE_INTEGER), 'Another run than the figure’s, by its number.'),
  legend: about(
    v.optional(v.picklist(['right', 'bottom', 'none']), 'right'),
    'Where the legend or colour bar is.',
  ),
};

/** Where cells come in an order: a column of numbers. */
const along = {
  along: orNull(
    text,
    'The column of numbers to order cells by; null for latent time, or velocity pseudotime where there is none.',
  ),
};

const layer = {
  layer: about(
    v.optional(v.picklist(['spliced', 'unspliced', 'velocity']), 'spliced'),
    'Which values of a gene: smoothed spliced or unspliced counts, or velocity.',
  ),
};

export const FLOW_KINDS = ['lines', 'particles', 'grid', 'cells', 'off'] as const;

const embedding = v.strictObject({
  kind: v.literal('embedding'),
  ...common,
  ...coloring,
  embedding: orNull(text, 'Which embedding, as run/X_umap; null for the usual one.'),
  flow: about(
    v.optional(v.picklist(FLOW_KINDS), 'lines'),
    'How velocity is drawn: streamlines, trails of particles at one moment, arrows of a grid or of cells, not at all.',
  ),
  names: orNull(v.boolean(), 'Whether clusters’ names are written; null where there are few enough.'),
  pointSize: orNull(positive(100), 'Diameter of a cell in points; null for what suits their number.'),
  lineScale: about(v.optional(positive(10), 1), 'Times the usual width of streamlines and arrows.'),
  view: orNull(
    v.strictObject({ x: finite, y: finite, width: v.pipe(finite, v.gtValue(0)) }),
    'The middle of what is shown and its width, in units of the embedding; null for everything.',
  ),
  axes: about(
    v.optional(v.picklist(['corner', 'box', 'none']), 'corner'),
    'Two short arrows with the axes’ names, a frame, or nothing.',
  ),
  highlight: orNull(
    v.pipe(v.string(), v.maxLength(300_000)),
    'Cells that stand out while the others are dimmed, packed as the app packs a selection.',
  ),
  seed: about(v.optional(whole(0, 2 ** 31 - 1), 1), 'Of the particles.'),
});

const portrait = v.strictObject({
  kind: v.literal('portrait'),
  ...common,
  ...coloring,
  gene: orNull(text, 'Null for the gene that the run fits best.'),
  curves: about(
    v.optional(v.boolean(), true),
    'Whether the fitted curve and the steady-state line are drawn.',
  ),
  pointSize: orNull(positive(100), 'Diameter of a cell in points.'),
});

const trends = v.strictObject({
  kind: v.literal('trends'),
  ...common,
  ...along,
  ...layer,
  genes: about(v.optional(genes, []), 'Empty for the genes that drive the run most.'),
  fates: about(
    v.optional(v.boolean(), false),
    'One line a terminal state, cells weighted by their probability to come to it.',
  ),
  points: about(
    v.optional(v.boolean(), false),
    'Whether the cells are drawn beneath the line of a single gene.',
  ),
  band: about(v.optional(v.boolean(), true), 'Whether the 95 % band of the mean is drawn.'),
});

const heatmap = v.strictObject({
  kind: v.literal('heatmap'),
  ...common,
  ...along,
  ...layer,
  genes: about(v.optional(genes, []), 'Empty for the genes that drive the run most.'),
  count: about(v.optional(whole(2, 200), 30), 'How many genes where none are named.'),
  scale: about(
    v.optional(v.picklist(['zscore', 'unit']), 'unit'),
    'Each gene’s values as standard scores, or from its least (0) to its most (1).',
  ),
  order: about(
    v.optional(v.picklist(['peak', 'given']), 'peak'),
    'Rows by when they are highest, or as the genes are named.',
  ),
  bins: about(v.optional(whole(20, 1000), 200), 'Columns that cells are averaged into.'),
  map: orNull(v.picklist(SEQUENTIAL_MAPS), 'Colour map; standard scores have a diverging one.'),
  clusters: about(v.optional(v.boolean(), true), 'Whether a strip shows the cells’ clusters.'),
});

const fates = v.strictObject({
  kind: v.literal('fates'),
  ...common,
  groups: about(
    v.optional(v.array(text), []),
    'Which clusters, in this order; all of them where none are named.',
  ),
  direction: about(v.optional(v.picklist(['horizontal', 'vertical']), 'horizontal'), 'Of the stacked bars.'),
});

export const KINETICS_AXES = [
  'fit_alpha',
  'fit_beta',
  'fit_gamma',
  'fit_likelihood',
  'velocity_gamma',
  'velocity_r2',
] as const;

const kinetics = v.strictObject({
  kind: v.literal('kinetics'),
  ...common,
  x: orNull(text, 'A number of the kinetics table, as fit_beta; null for the usual pair of the model.'),
  y: orNull(text, 'A number of the kinetics table, as fit_gamma; null for the usual pair of the model.'),
  logarithmic: about(v.optional(v.boolean(), true), 'Whether both axes are logarithmic.'),
  genes: about(v.optional(genes, []), 'Genes whose names are written; the best fitted where none are named.'),
  labels: about(v.optional(whole(0, 50), 8), 'How many names where no genes are named.'),
});

export const QUALITY_CHARTS = [
  'confidence',
  'unspliced',
  'velocity_confidence',
  'fit_likelihood',
  'velocity_r2',
  'known',
] as const;

const quality = v.strictObject({
  kind: v.literal('quality'),
  ...common,
  show: about(
    v.optional(v.picklist(QUALITY_CHARTS), 'confidence'),
    'Mean confidence or unspliced fraction of each cluster; how confidence, likelihood or R² are spread; agreement with known transitions.',
  ),
});

/** One panel of a figure, by its kind. */
export const panelSchema = v.variant('kind', [
  embedding,
  portrait,
  trends,
  heatmap,
  fates,
  kinetics,
  quality,
]);

export type Panel = v.InferOutput<typeof panelSchema>;
export type PanelKind = Panel['kind'];
export type PanelOf<K extends PanelKind> = Extract<Panel, { kind: K }>;

export const PANEL_KINDS: Record<PanelKind, string> = {
  embedding: 'Embedding',
  portrait: 'Phase portrait',
  trends: 'Gene trends',
  heatmap: 'Heatmap',
  fates: 'Fate composition',
  kinetics: 'Kinetics',
  quality: 'Quality',
};
