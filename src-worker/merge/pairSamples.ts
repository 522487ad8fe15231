import { plainName } from './marks.ts';

/** How many keys each sample of the counts and each mark of the annotations have, and how many they share. */
export interface Overlap {
  counts: { labels: string[]; sizes: number[] };
  annotations: { labels: string[]; sizes: number[] };
  /** At `mark * samples + sample`. */
  shared: Float64Array;
}

/** Which mark of the annotations goes with which sample of the counts; or why that cannot be told. */
export type Pairing =
  | { kind: 'pairs'; pairs: [mark: number, sample: number][]; oneToOne: boolean }
  | { kind: 'unclear'; reason: string };

/** Below this share of the smaller of two samples, common barcodes are taken for chance. */
const CHANCE = 0.05;
/** From this share on, common barcodes say that two samples are one, if no other comes near. */
const SAME = 0.2;
/** A best partner has to share this many times what the second shares. */
const CLEARLY = 2;

/**
 * Pairs the samples of two sides: by names that are equal or contained in one another, else by common barcodes where one
 * partner clearly is the best; names that barcodes speak against are not believed.
 */
export function pairSamples(overlap: Overlap): Pairing {
  const { counts, annotations } = overlap;
  if (counts.labels.length === 1 || annotations.labels.length === 1) return pairWithOne(overlap);
  const named = namedPairs(annotations.labels, counts.labels);
  for (const [mark, sample] of named) {
    const other = contradiction(overlap, mark, sample);
    if (other) return { kind: 'unclear', reason: other };
  }
  const pairs = [...named];
  for (let mark = 0; mark < annotations.labels.length; mark++) {
    if (named.some(([known]) => known === mark)) continue;
    const ranked = ranking(counts.labels.length, (sample) => sharedOf(overlap, mark, sample));
    const sample = ranked[0];
    if (share(overlap, mark, sample) < SAME || named.some(([, known]) => known === sample)) continue;
    const back = ranking(annotations.labels.length, (other) => sharedOf(overlap, other, sample));
    const clear =
      sharedOf(overlap, mark, sample) >= CLEARLY * sharedOf(overlap, mark, ranked[1]) &&
      back[0] === mark &&
      sharedOf(overlap, mark, sample) >= CLEARLY * sharedOf(overlap, back[1], sample);
    if (!clear) return { kind: 'unclear', reason: unclear(overlap, mark, ranked) };
    pairs.push([mark, sample]);
  }
  return { kind: 'pairs', pairs, oneToOne: true };
}

/** Where one side knows no samples: every sample of the other that shares more than chance, unless names say which. */
function pairWithOne(overlap: Overlap): Pairing {
  const { counts, annotations } = overlap;
  const all = annotations.labels.flatMap((_, mark) =>
    counts.labels.map((__, sample): [number, number] => [mark, sample]),
  );
  if (all.length === 1) return { kind: 'pairs', pairs: all, oneToOne: true };
  // A number beside the barcodes of one sample alone (`-1`) is no name.
  const named = namedPairs(annotations.labels, counts.labels).find(([mark]) =>
    /\p{L}/u.test(annotations.labels[mark]),
  );
  if (named && !contradiction(overlap, ...named)) return { kind: 'pairs', pairs: [named], oneToOne: true };
  const most = Math.max(...all.map(([mark, sample]) => share(overlap, mark, sample)));
  const pairs = all.filter(([mark, sample]) => share(overlap, mark, sample) >= Math.max(CHANCE, SAME * most));
  return { kind: 'pairs', pairs, oneToOne: pairs.length === 1 };
}

/** Of samples that one other overlaps with, the one that clearly is it, if any. */
export function clearlyBest(
  overlap: Overlap,
  pairs: readonly [number, number][],
): [number, number] | undefined {
  const order = [...pairs].sort((a, b) => sharedOf(overlap, ...b) - sharedOf(overlap, ...a));
  if (order.length < 2) return order[0];
  return sharedOf(overlap, ...order[0]) >= CLEARLY * sharedOf(overlap, ...order[1]) ? order[0] : undefined;
}

/**
 * Pairs whose names are equal, or of which one contains the other and neither another name, when only letters and digits
 * count. Mere numbers name nothing but themselves, and not even that where a number has no sample: there they stand for the
 * order in which samples were put together, counted from another start (`-0` and `-1` for the files 1 and 2).
 */
function namedPairs(marks: readonly string[], samples: readonly string[]): [number, number][] {
  const pairs: [number, number][] = [];
  const plainSamples = new Set(samples.map(plainName));
  const numbersName = marks.every((mark) => !isNumber(mark) || plainSamples.has(plainName(mark)));
  const canName = (mark: string): boolean => plainName(mark) !== '' && (numbersName || !isNumber(mark));
  const take = (fits: (mark: string, sample: string) => boolean): void => {
    const left = <T>(list: readonly T[], side: 0 | 1): number[] =>
      Array.from(list.keys()).filter((i) => !pairs.some((pair) => pair[side] === i));
    const [freeMarks, freeSamples] = [left(marks, 0), left(samples, 1)];
    const found = freeMarks.flatMap((mark) =>
      freeSamples
        .filter((sample) => fits(marks[mark], samples[sample]))
        .map((sample): [number, number] => [mark, sample]),
    );
    for (const [mark, sample] of found) {
      const rivals = found.filter(([a, b]) => a === mark || b === sample).length;
      if (rivals === 1) pairs.push([mark, sample]);
    }
  };
  take((mark, sample) => mark === sample && canName(mark));
  take((mark, sample) => plainName(mark) === plainName(sample) && canName(mark));
  take((mark, sample) => contains(mark, sample) || contains(sample, mark));
  return pairs;
}

function isNumber(name: string): boolean {
  return /^\d+$/.test(plainName(name));
}

/** Whether a name stands in another, and not as a piece of a number or a word: `s1` is in `s1_rep`, not in `s10`. */
function contains(text: string, name: string): boolean {
  const [long, short] = [text, name].map((one) => one.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '_'));
  if (!/\p{L}/u.test(short)) return false;
  return `_${long}_`.includes(`_${short.replace(/^_|_$/g, '')}_`);
}

function contradiction(overlap: Overlap, mark: number, sample: number): string | undefined {
  const { counts, annotations } = overlap;
  const here = sharedOf(overlap, mark, sample);
  const speaksAgainst = (a: number, b: number): boolean =>
    sharedOf(overlap, a, b) > CLEARLY * here && share(overlap, a, b) >= SAME;
  const rival = Array.from(counts.labels.keys()).find((other) => speaksAgainst(mark, other));
  const rivalMark = Array.from(annotations.labels.keys()).find((other) => speaksAgainst(other, sample));
  if (rival === undefined && rivalMark === undefined) return undefined;
  const start = `by its name “${annotations.labels[mark]}” is the sample “${counts.labels[sample]}”, and they share ${here} barcodes; but `;
  return rival === undefined
    ? `${start}“${annotations.labels[rivalMark!]}” shares ${sharedOf(overlap, rivalMark!, sample)} with it`
    : `${start}it shares ${sharedOf(overlap, mark, rival)} with “${counts.labels[rival]}”`;
}

function unclear(overlap: Overlap, mark: number, [first, second]: number[]): string {
  const { counts, annotations } = overlap;
  return (
    `“${annotations.labels[mark]}” names no sample of the counts, and shares ${sharedOf(overlap, mark, first)} barcodes ` +
    `with “${counts.labels[first]}”, ${sharedOf(overlap, mark, second)} with “${counts.labels[second]}”`
  );
}

function ranking(length: number, value: (i: number) => number): number[] {
  return Array.from({ length }, (_, i) => i).sort((a, b) => value(b) - value(a));
}

function sharedOf({ counts, shared }: Overlap, mark: number, sample: number): number {
  return shared[mark * counts.labels.length + sample];
}

function share(overlap: Overlap, mark: number, sample: number): number {
  const smaller = Math.min(overlap.annotations.sizes[mark], overlap.counts.sizes[sample]);
  return smaller === 0 ? 0 : sharedOf(overlap, mark, sample) / smaller;
}
