import * as v from 'valibot';

import { SEQUENTIAL_MAPS } from '../../src-worker/drawing/columns.ts';
import { LONGEST_PACKED } from '../../src-worker/drawing/packedCells.ts';

const FLOWS = ['animated', 'lines', 'grid', 'cells', 'off'] as const;
const TOOLS = ['pan', 'box', 'lasso'] as const;
export const GENE_LAYERS = ['spliced', 'unspliced', 'velocity'] as const;

const finite = v.pipe(v.number(), v.finite());
const text = v.pipe(v.string(), v.maxLength(2000));
const orNull = <S extends v.GenericSchema>(schema: S) => v.fallback(v.nullable(schema), null);

/** How a run or dataset is looked at; kept with the project, and restored when it is shown again. */
export const viewChoices = v.object({
  /** A column's id, or `gene/<layer>/<name>`; null for the clusters. */
  colorBy: orNull(text),
  embedding: orNull(text),
  /** Null while everything is to be seen. */
  view: orNull(v.object({ x: finite, y: finite, scale: v.pipe(finite, v.gtValue(0)) })),
  /** Null as long as the program decides. */
  flow: orNull(v.picklist(FLOWS)),
  tool: v.fallback(v.picklist(TOOLS), 'pan'),
  /** Whether the clusters' names are written; null as long as their number decides. */
  names: orNull(v.boolean()),
  pointScale: v.fallback(v.pipe(finite, v.minValue(0.25), v.maxValue(4)), 1),
  /** Of numbers from low to high; null for each one's own. */
  map: orNull(v.picklist(SEQUENTIAL_MAPS)),
  ranges: v.fallback(
    v.record(text, v.union([v.picklist(['percentiles', 'full']), v.strictTuple([finite, finite])])),
    {},
  ),
  gene: orNull(text),
  geneSearch: v.fallback(text, ''),
  geneSort: orNull(v.strictObject({ column: text, descending: v.boolean() })),
  /** See `packCells`. */
  selected: orNull(v.pipe(v.string(), v.maxLength(LONGEST_PACKED))),
  pinned: orNull(v.pipe(v.number(), v.integer(), v.minValue(0))),
});

export type ViewChoices = v.InferOutput<typeof viewChoices>;
