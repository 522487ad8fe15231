import type { GeneTableColumn } from '../components/geneRows.ts';
import { decodeNames, type Frame } from './frame.ts';

/** The genes of a source and what is known of each. */
export class GeneTable {
  readonly names: string[];
  /** Name → place. */
  readonly places: ReadonlyMap<string, number>;
  readonly columns: GeneTableColumn[];
  /** Genes that stand out in each cluster, best first. */
  readonly ranked: { group: string; genes: string[] }[];
  /** The gene to show first; undefined where there are none. */
  readonly best: string | undefined;

  constructor({ header, arrays }: Frame<'genes'>) {
    this.names = decodeNames(arrays.names, header.genes);
    this.places = new Map(this.names.map((name, place) => [name, place]));
    this.columns = header.columns.map((column) => {
      const values = arrays[`column/${column.id}`];
      return column.kind === 'text'
        ? { ...column, texts: decodeNames(values as Uint8Array, header.genes) }
        : { ...column, values };
    });
    this.ranked = header.ranked;
    this.best = this.#highest() ?? header.ranked[0]?.genes[0] ?? this.names[0];
  }

  /** The gene with the highest number in the table's first column of numbers. */
  #highest(): string | undefined {
    const values = this.columns.find(({ kind }) => kind === 'number')?.values;
    if (!values) return undefined;
    let best = -1;
    for (let g = 0; g < values.length; g++)
      if (!Number.isNaN(values[g]) && (best < 0 || values[g] > values[best])) best = g;
    return this.names[best];
  }
}
