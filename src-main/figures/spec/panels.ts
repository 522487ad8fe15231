import * as v from 'valibot';

import { SEQUENTIAL_MAPS } from '../../../src-worker/drawing/columns.ts';
import { about, orNull } from './about.ts';

const finite = v.pipe(v.number(), v.finite());
const positive = (most: number) => v.pipe(finite, v.gtValue(0), v.maxValue(most));
const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
const text = v.pipe(v.string(), v.maxLength(2000));
const genes = v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(1000))), v.maxLength(200));
const MAP_NAMES = { viridis: 'Viridis', cividis: 'Cividis', magma: 'Magma' };

/** What cells are coloured by, with the colour map. */
const coloring = {
  colorBy: orNull(text, 'Colour by', 'What gives the cells their colours: a column or a gene.', {
    written:
      'A column as the app names it (run/clusters, run/latent_time, fates, fate/Beta, obs/batch …) or gene/spliced/NAME, gene/unspliced/NAME, gene/velocity/NAME.',
    input: 'column',
    empty: 'Clusters',
  }),
  map: orNull(v.picklist(SEQUENTIAL_MAPS), 'Colour map', 'From low to high numbers.', {
    choices: MAP_NAMES,
    empty: 'Usual',
    group: 'look',
  }),
  range: orNull(
    v.union([v.picklist(['percentiles', 'full']), v.strictTuple([finite, finite])]),
    'Range of colours',
    'What the colour map spans.',
    {
      written: '"percentiles" (1st to 99th), "full", or [low, high].',
      input: 'range',
      choices: { percentiles: '1st to 99th percentile', full: 'Everything' },
      empty: 'Usual',
      group: 'look',
    },
  ),
};

/** What every panel has. */
const common = {
  title: about(
    v.optional(v.pipe(v.string(), v.maxLength(300)), ''),
    'Title',
    'Above the panel; nothing where empty.',
    { empty: 'None', group: 'page' },
  ),
  span: about(v.optional(whole(1, 6), 1), 'Columns', 'How many of the figure’s columns it takes.', {
    group: 'page',
  }),
  height: orNull(positive(1500), 'Height', 'Of the panel; what suits its width unless set.', {
    empty: 'Automatic',
    unit: 'mm',
    group: 'page',
  }),
  run: orNull(whole(1, Number.MAX_SAFE_INTEGER), 'Run', 'Another run than the figure’s.', {
    written: 'By its number.',
    input: 'run',
    empty: 'As the figure',
    group: 'page',
  }),
  legend: about(
    v.optional(v.picklist(['right', 'bottom', 'none']), 'right'),
    'Legend',
    'Where the legend or colour bar is.',
    { choices: { right: 'At the right', bottom: 'Below', none: 'None' }, group: 'page' },
  ),
};

/** Where cells come in an order: a column of numbers. */
const along = {
  along: orNull(
    text,
    'Along',
    'What cells are ordered by: velocity pseudotime where the run has no latent time.',
    { written: 'A column of numbers, as run/latent_time.', input: 'numbers', empty: 'Latent time' },
  ),
};

const layer = {
  layer: about(
    v.optional(v.picklist(['spliced', 'unspliced', 'velocity']), 'spliced'),
    'Layer',
    'Which values of a gene: smoothed spliced or unspliced counts, or velocity.',
    { choices: { spliced: 'Spliced', unspliced: 'Unspliced', velocity: 'Velocity' } },
  ),
};

export const FLOW_KINDS = ['lines', 'particles', 'grid', 'cells', 'off'] as const;

const embedding = v.strictObject({
  kind: v.literal('embedding'),
  ...coloring,
  embedding: orNull(text, 'Embedding', 'What the cells are laid out on.', {
    written: 'As run/X_umap.',
    input: 'embedding',
    empty: 'Usual',
  }),
  flow: about(
    v.optional(v.picklist(FLOW_KINDS), 'lines'),
    'Flow',
    'How velocity is drawn: streamlines, trails of particles at one moment, arrows of a grid or of cells, not at all.',
    {
      choices: {
        lines: 'Streamlines',
        particles: 'Particle trails',
        grid: 'Grid arrows',
        cells: 'Cell arrows',
        off: 'None',
      },
    },
  ),
  names: orNull(
    v.boolean(),
    'Names of clusters',
    'Written among the cells; automatically where they are few enough.',
    { empty: 'Automatic' },
  ),
  view: orNull(
    v.strictObject({
      x: finite,
      y: finite,
      width: v.pipe(finite, v.gtValue(0)),
      height: v.optional(v.nullable(v.pipe(finite, v.gtValue(0))), null),
    }),
    'View',
    'The part of the embedding that is shown.',
    {
      written:
        'Its middle (x, y), its width and its height, in units of the embedding; without a height, what the panel’s shape has room for.',
      input: 'view',
      empty: 'Everything',
    },
  ),
  highlight: orNull(
    v.pipe(v.string(), v.maxLength(300_000)),
    'Highlight',
    'Cells that stand out while the others are dimmed.',
    {
      written: 'Runs of cells as gap.length in base 36, as the app packs a selection.',
      input: 'cells',
      empty: 'No cells',
    },
  ),
  pointSize: orNull(positive(100), 'Point size', 'Diameter of a cell; what suits their number unless set.', {
    empty: 'Automatic',
    unit: 'pt',
    group: 'look',
  }),
  pointScale: about(
    v.optional(positive(10), 1),
    'Weight of the cells',
    'Times the usual size of cells, where no point size is set.',
    { unit: '×', group: 'look' },
  ),
  lineScale: about(
    v.optional(positive(10), 1),
    'Weight of the flow',
    'Times the usual width of streamlines and arrows.',
    { unit: '×', group: 'look' },
  ),
  axes: about(
    v.optional(v.picklist(['corner', 'box', 'none']), 'corner'),
    'Axes',
    'Two short arrows with the axes’ names, a frame, or nothing.',
    { choices: { corner: 'Corner arrows', box: 'Frame', none: 'None' }, group: 'look' },
  ),
  seed: about(
    v.optional(whole(0, 2 ** 31 - 1), 1),
    'Seed',
    'Of the particles: another one places them otherwise.',
    { group: 'look' },
  ),
  ...common,
});

const portrait = v.strictObject({
  kind: v.literal('portrait'),
  gene: orNull(text, 'Gene', 'Whose spliced and unspliced counts are shown.', {
    input: 'gene',
    empty: 'Best fitted',
  }),
  ...coloring,
  curves: about(
    v.optional(v.boolean(), true),
    'Fitted curves',
    'Whether the fitted curve and the steady-state line are drawn.',
  ),
  pointSize: orNull(positive(100), 'Point size', 'Diameter of a cell; what suits their number unless set.', {
    empty: 'Automatic',
    unit: 'pt',
    group: 'look',
  }),
  ...common,
});

const trends = v.strictObject({
  kind: v.literal('trends'),
  genes: about(
    v.optional(genes, []),
    'Genes',
    'In this order; those that drive the run most where none are named.',
    {
      input: 'genes',
      empty: 'Driving genes',
    },
  ),
  ...along,
  ...layer,
  fates: about(
    v.optional(v.boolean(), false),
    'One line a fate',
    'One line a terminal state, cells weighted by their probability to come to it.',
  ),
  points: about(
    v.optional(v.boolean(), false),
    'Cells',
    'Whether the cells are drawn beneath the line of a single gene.',
    { group: 'look' },
  ),
  band: about(v.optional(v.boolean(), true), '95 % band', 'Whether the 95 % band of the mean is drawn.', {
    group: 'look',
  }),
  ...common,
});

const heatmap = v.strictObject({
  kind: v.literal('heatmap'),
  genes: about(
    v.optional(genes, []),
    'Genes',
    'In this order; those that drive the run most where none are named.',
    {
      input: 'genes',
      empty: 'Driving genes',
    },
  ),
  count: about(v.optional(whole(2, 200), 30), 'Number of genes', 'How many genes where none are named.'),
  ...along,
  ...layer,
  scale: about(
    v.optional(v.picklist(['zscore', 'unit']), 'unit'),
    'Scale of rows',
    'Each gene’s values as standard scores, or from its least (0) to its most (1).',
    { choices: { zscore: 'Standard scores', unit: 'From 0 to 1' } },
  ),
  order: about(
    v.optional(v.picklist(['peak', 'given']), 'peak'),
    'Order of rows',
    'Rows by when they are highest, or as the genes are named.',
    { choices: { peak: 'By their peak', given: 'As named' } },
  ),
  bins: about(v.optional(whole(20, 1000), 200), 'Bins', 'How many columns cells are averaged into.', {
    group: 'look',
  }),
  map: orNull(v.picklist(SEQUENTIAL_MAPS), 'Colour map', 'Standard scores have a diverging one.', {
    choices: MAP_NAMES,
    empty: 'Usual',
    group: 'look',
  }),
  clusters: about(
    v.optional(v.boolean(), true),
    'Strip of clusters',
    'Whether a strip shows the cells’ clusters.',
    { group: 'look' },
  ),
  ...common,
});

const fates = v.strictObject({
  kind: v.literal('fates'),
  groups: about(
    v.optional(v.array(text), []),
    'Clusters',
    'Which clusters, in this order; all of them where none are named.',
    { input: 'groups', empty: 'All clusters' },
  ),
  direction: about(
    v.optional(v.picklist(['horizontal', 'vertical']), 'horizontal'),
    'Bars',
    'Which way the stacked bars lie.',
    { choices: { horizontal: 'Horizontal', vertical: 'Vertical' } },
  ),
  ...common,
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
  x: orNull(text, 'Horizontal axis', 'A number of the kinetics table.', {
    written: 'As fit_beta.',
    input: 'kinetics',
    empty: 'Usual of the model',
  }),
  y: orNull(text, 'Vertical axis', 'A number of the kinetics table.', {
    written: 'As fit_gamma.',
    input: 'kinetics',
    empty: 'Usual of the model',
  }),
  logarithmic: about(
    v.optional(v.boolean(), true),
    'Logarithmic axes',
    'Whether axes of rates and times are logarithmic; likelihood and R² never are.',
  ),
  genes: about(
    v.optional(genes, []),
    'Named genes',
    'Genes whose names are written; the best fitted where none are named.',
    { input: 'genes', empty: 'Best fitted' },
  ),
  labels: about(v.optional(whole(0, 50), 8), 'Number of names', 'How many names where no genes are named.'),
  ...common,
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
  show: about(v.optional(v.picklist(QUALITY_CHARTS), 'confidence'), 'Show', 'What of the run’s quality.', {
    choices: {
      confidence: 'Confidence by cluster',
      unspliced: 'Unspliced fraction by cluster',
      velocity_confidence: 'Spread of confidence',
      fit_likelihood: 'Spread of likelihood',
      velocity_r2: 'Spread of R²',
      known: 'Known transitions',
    },
  }),
  ...common,
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
