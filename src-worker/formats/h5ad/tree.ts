import type { AnnData, Element, TableContents } from './annData.ts';

/** `obs` or `var`, as one element of the file. */
export interface TableElement extends TableContents {
  kind: 'table';
}

/** The parts of an h5ad file by name, in the order in which they are written. */
export interface Root {
  items: Record<string, Element | TableElement>;
}

/** All of an AnnData but X and the layers as one tree, with the parts that anndata expects even where they are empty. */
export function rootOf(contents: AnnData): Root {
  const { obs, var: genes, obsm, varm, obsp, uns } = contents;
  const part = (items: Record<string, Element> = {}): Element => ({ kind: 'dictionary', items });
  return {
    items: {
      obs: { kind: 'table', ...obs },
      var: { kind: 'table', ...genes },
      uns: part(uns),
      obsm: part(obsm),
      varm: part(varm),
      obsp: part(obsp),
      varp: part(),
      layers: part(),
    },
  };
}
