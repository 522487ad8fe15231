import { mayBeLeftOut, readNames, type ReadNames, type Side } from './marks.ts';
import type { Reading } from './readings.ts';

/** Names looked at to tell that a reading does not suit a side. */
const LOOKED_AT = 2000;

/** Cells by key: the first of each, and behind each cell the next with the same key. */
export interface Places {
  first: Map<string, number>;
  next: Int32Array;
}

function findPlaces(keys: ReadNames['keys']): Places {
  const first = new Map<string, number>();
  const next = new Int32Array(keys.length).fill(-1);
  for (let cell = keys.length - 1; cell >= 0; cell--) {
    const key = keys[cell];
    if (key === undefined) continue;
    next[cell] = first.get(key) ?? -1;
    first.set(key, cell);
  }
  return { first, next };
}

/** One side of a match, each of whose readings is made once. */
export interface ReadSide {
  side: Side;
  /** Nothing where the reading does not suit the names. */
  read(reading: Reading): ReadNames | undefined;
  placesOf(reading: Reading): Places;
}

export function readSide(side: Side): ReadSide {
  const known = new Map<Reading, ReadNames | undefined>();
  const places = new Map<Reading, Places>();
  const read = (reading: Reading): ReadNames | undefined => {
    if (!known.has(reading))
      known.set(reading, suits(side.names, reading) ? readIfSuited(side.names, reading) : undefined);
    return known.get(reading);
  };
  return {
    side,
    read,
    placesOf: (reading) => {
      const made = places.get(reading) ?? findPlaces(read(reading)?.keys ?? []);
      places.set(reading, made);
      return made;
    },
  };
}

/** Parts that differ from cell to cell are the barcode itself: the first names tell that mostly. */
function suits(names: readonly string[], reading: Reading): boolean {
  return names.length <= LOOKED_AT || readIfSuited(names.slice(0, LOOKED_AT), reading) !== undefined;
}

function readIfSuited(names: readonly string[], reading: Reading): ReadNames | undefined {
  const read = readNames(names, reading);
  return reading.id !== 'parts' || mayBeLeftOut(read.rests, names.length) ? read : undefined;
}
