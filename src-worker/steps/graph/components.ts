import type { SparseMatrix } from '../../data/arrays.ts';

/** A label per node, numbered by first appearance, and the number of nodes of each label. */
export interface Components {
  labels: Int32Array;
  sizes: number[];
}

/** Connected components of the union of graphs over the same nodes, taken without direction. */
export function connectedComponents(...graphs: SparseMatrix[]): Components {
  const size = graphs[0].rows;
  const parent = Int32Array.from({ length: size }, (_, i) => i);
  const find = (i: number): number => {
    while (parent[i] !== i) {
      parent[i] = parent[parent[i]];
      i = parent[i];
    }
    return i;
  };
  for (const { indptr, indices, data } of graphs) {
    for (let i = 0; i < size; i++) {
      for (let p = indptr[i]; p < indptr[i + 1]; p++) {
        if (data[p] === 0) continue;
        const a = find(i);
        const b = find(indices[p]);
        if (a < b) parent[b] = a;
        else if (b < a) parent[a] = b;
      }
    }
  }
  return relabel(size, find);
}

/** Strongly connected components of one directed graph (Tarjan 1972, without recursion). */
export function strongComponents(graph: SparseMatrix): Components {
  const { rows: size, indptr, indices, data } = graph;
  const index = new Int32Array(size).fill(-1);
  const low = new Int32Array(size);
  const done = new Uint8Array(size);
  const component = new Int32Array(size);
  const next = Uint32Array.from(indptr.subarray(0, size));
  const path: number[] = [];
  const open: number[] = [];
  let visited = 0;
  const enter = (node: number): void => {
    index[node] = low[node] = visited++;
    path.push(node);
    open.push(node);
  };
  for (let start = 0; start < size; start++) {
    if (index[start] >= 0) continue;
    enter(start);
    while (path.length > 0) {
      const node = path[path.length - 1];
      if (next[node] < indptr[node + 1]) {
        const p = next[node]++;
        const other = indices[p];
        if (data[p] === 0) continue;
        if (index[other] < 0) enter(other);
        else if (!done[other]) low[node] = Math.min(low[node], index[other]);
        continue;
      }
      path.pop();
      if (path.length > 0) low[path[path.length - 1]] = Math.min(low[path[path.length - 1]], low[node]);
      if (low[node] !== index[node]) continue;
      for (let member = -1; member !== node;) {
        member = open.pop()!;
        done[member] = 1;
        component[member] = node;
      }
    }
  }
  return relabel(size, (i) => component[i]);
}

/** The nodes of each component, ascending. */
export function nodesByComponent(components: Components): Uint32Array[] {
  const nodes = components.sizes.map((size) => new Uint32Array(size));
  const filled = new Uint32Array(nodes.length);
  for (let i = 0; i < components.labels.length; i++) {
    const label = components.labels[i];
    nodes[label][filled[label]++] = i;
  }
  return nodes;
}

function relabel(size: number, representative: (i: number) => number): Components {
  const labels = new Int32Array(size);
  const known = new Int32Array(size).fill(-1);
  const sizes: number[] = [];
  for (let i = 0; i < size; i++) {
    const r = representative(i);
    if (known[r] < 0) {
      known[r] = sizes.length;
      sizes.push(0);
    }
    labels[i] = known[r];
    sizes[labels[i]]++;
  }
  return { labels, sizes };
}
