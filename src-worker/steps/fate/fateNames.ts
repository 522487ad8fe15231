import type { CategoricalArray } from '../../data/arrays.ts';

/**
 * A name for each terminal state: the cluster that most of its cells belong to. Several states of one cluster are
 * numbered (`Beta_1`, `Beta_2`), as are states without a cluster (`Fate_1`, …).
 */
export function fateNames(members: number[][], clusters: CategoricalArray | undefined): string[] {
  const plain = members.map((cells) => dominantCluster(cells, clusters) ?? 'Fate');
  const taken = new Map<string, number>();
  return plain.map((name) => {
    const alone = name !== 'Fate' && plain.filter((other) => other === name).length === 1;
    if (alone) return name;
    const number = (taken.get(name) ?? 0) + 1;
    taken.set(name, number);
    return `${name}_${number}`;
  });
}

function dominantCluster(cells: number[], clusters: CategoricalArray | undefined): string | undefined {
  if (!clusters) return undefined;
  const counts = new Uint32Array(clusters.categories.length);
  let best = -1;
  for (const cell of cells) {
    const code = clusters.codes[cell];
    if (code < 0) continue;
    counts[code]++;
    if (best < 0 || counts[code] > counts[best]) best = code;
  }
  return best < 0 ? undefined : clusters.categories[best];
}
