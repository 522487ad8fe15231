/** A stretch of the differentiation tree between two branch points. */
export interface Edge {
  name: string;
  /** Place of the parent among the edges; −1 for the progenitor. */
  parent: number;
  duration: number;
  /** Time at which the edge begins. */
  start: number;
  /** Terminal edges that can be reached from here, itself where it is one; in the order of the edges. */
  ends: number[];
}

const PROGENITOR_DURATION = 4;
const BRANCH_DURATION = 4;
const END_DURATION = 5;
/** A progenitor that never branches is as long as the way to an end would be. */
const LINEAR_DURATION = 12;

/**
 * A binary tree with one progenitor and `nStates` − 1 ends, its edges named A, B, … in the order of branching: from
 * each branch point one edge leads to an end and one on to the next branch point. Parents come before children.
 */
export function buildTree(nStates: number): Edge[] {
  const ends = nStates - 1;
  const edges: Edge[] = [];
  const add = (parent: number, duration: number): number => {
    const start = parent < 0 ? 0 : edges[parent].start + edges[parent].duration;
    edges.push({ name: letters(edges.length), parent, duration, start, ends: [] });
    return edges.length - 1;
  };
  let stem = add(-1, ends === 1 ? LINEAR_DURATION : PROGENITOR_DURATION);
  for (let left = ends; left > 1; left--) {
    const parent = stem;
    add(parent, END_DURATION);
    stem = add(parent, left === 2 ? END_DURATION : BRANCH_DURATION);
  }
  const isParent = new Set(edges.map((edge) => edge.parent));
  for (let e = 0; e < edges.length; e++) {
    if (isParent.has(e)) continue;
    for (let up = e; up >= 0; up = edges[up].parent) edges[up].ends.push(e);
  }
  return edges;
}

/** A … Z, AA, AB, … */
function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}
