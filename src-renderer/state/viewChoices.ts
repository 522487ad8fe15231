import * as v from 'valibot';

import { SEQUENTIAL_MAPS } from '../../src-worker/drawing/columns.ts';

const FLOWS = ['animated', 'lines', 'grid', 'cells', 'off'] as const;
const TOOLS = ['pan', 'box', 'lasso'] as const;
export const GENE_LAYERS = ['spliced', 'unspliced', 'velocity'] as const;
/** Longer than this a packed selection is not kept with the view; it can be saved by name. */
const LONGEST_SELECTION = 300_000;

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
  selected: orNull(v.pipe(v.string(), v.maxLength(LONGEST_SELECTION))),
  pinned: orNull(v.pipe(v.number(), v.integer(), v.minValue(0))),
});

export type ViewChoices = v.InferOutput<typeof viewChoices>;

/** Cells (ascending) as text: gaps and lengths of their runs, in base 36; null where that would be too long to keep. */
export function packCells(cells: ArrayLike<number>): string | null {
  const parts: string[] = [];
  let end = 0;
  let length = 0;
  for (let i = 0; i < cells.length;) {
    let to = i + 1;
    while (to < cells.length && cells[to] === cells[to - 1] + 1) to++;
    const part = `${(cells[i] - end).toString(36)}.${(to - i).toString(36)}`;
    length += part.length + 1;
    if (length > LONGEST_SELECTION) return null;
    parts.push(part);
    end = cells[i] + to - i;
    i = to;
  }
  return parts.join(' ');
}

/** The cells of such a text that are below `count`, ascending. */
export function unpackCells(packed: string, count: number): Uint32Array {
  const cells: number[] = [];
  let at = 0;
  for (const part of packed.split(' ')) {
    const [gap, length] = part.split('.').map((digits) => Number.parseInt(digits, 36));
    if (!(gap >= 0) || !(length > 0)) break;
    at += gap;
    for (const end = Math.min(at + length, count); at < end; at++) cells.push(at);
  }
  return Uint32Array.from(cells);
}
