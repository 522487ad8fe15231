/** A distribution over places that is drawn from in constant time: place k stands for itself or for its alias. */
export interface AliasTable {
  /** The places that can be drawn. */
  places: Uint32Array;
  /** The chance, of each place once chosen evenly, to stand for itself. */
  chance: Float32Array;
  /** The place it stands for otherwise. */
  alias: Uint32Array;
}

/** The table of a distribution given by weights ≥ 0, one a place; places of weight 0 are never drawn. */
export function aliasTable(weights: ArrayLike<number>): AliasTable {
  const places = Uint32Array.from(indicesAboveZero(weights));
  const count = places.length;
  let total = 0;
  for (const place of places) total += weights[place];
  const share = Float64Array.from(places, (place) => (weights[place] * count) / total);
  const chance = new Float32Array(count).fill(1);
  const alias = places.slice();
  const poor: number[] = [];
  const rich: number[] = [];
  for (let k = 0; k < count; k++) (share[k] < 1 ? poor : rich).push(k);
  while (poor.length > 0 && rich.length > 0) {
    const p = poor.pop()!;
    const r = rich[rich.length - 1];
    chance[p] = share[p];
    alias[p] = places[r];
    share[r] -= 1 - share[p];
    if (share[r] < 1) poor.push(rich.pop()!);
  }
  return { places, chance, alias };
}

function indicesAboveZero(weights: ArrayLike<number>): number[] {
  const indices: number[] = [];
  for (let place = 0; place < weights.length; place++) if (weights[place] > 0) indices.push(place);
  return indices;
}
