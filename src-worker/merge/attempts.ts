import { listed } from '../formats/names/listed.ts';
import { markingsOf, plainName, type Marking, type ReadNames, type Side } from './marks.ts';
import { clearlyBest, pairSamples, type Overlap } from './pairSamples.ts';
import type { Reading } from './readings.ts';
import type { Places, ReadSide } from './readSide.ts';

/** Below this share of the smaller side, common barcodes are what unrelated samples have by chance. */
export const CHANCE = 0.05;

/** Which annotated cell each cell of the counts is. */
export interface CellMatch {
  /** For each cell of the counts its row in the annotations, or −1. */
  partner: Int32Array;
  matched: number;
  /** In words, with an example: which parts of the barcodes were compared. */
  rule: string;
  /** Where samples were told apart: which mark of the annotations stands for which sample of the counts. */
  samples?: { counts: string; annotations: string; matched: number }[];
}

/** One way to compare the two sides, and what came of it. */
export interface Attempt {
  /** Cells matched, or that would be if it were clear how. */
  found: number;
  match?: CellMatch;
  refusal?: { problem: string; remedy: string };
}

/** The best that comes of one pair of readings: of the ways to tell samples apart, the one that matches the most cells. */
export function attemptReading(
  counts: ReadSide,
  annotations: ReadSide,
  mine: Reading,
  theirs: Reading,
): Attempt | undefined {
  const here = counts.read(mine);
  const there = here && annotations.read(theirs);
  if (!here || !there) return undefined;
  const places = counts.placesOf(mine);
  const touching = there.keys.reduce((n, key) => n + (key !== undefined && places.first.has(key) ? 1 : 0), 0);
  if (touching === 0) return undefined;
  const mineMarkings = markingsOf(counts.side, here, new Set());
  const known = new Set(mineMarkings.flatMap(({ labels }) => labels.map(plainName)).filter(Boolean));
  let best: Attempt | undefined;
  for (const ours of mineMarkings)
    for (const others of markingsOf(annotations.side, there, known)) {
      const [side, otherSide] = [counts.side, annotations.side];
      const context = {
        counts: side,
        annotations: otherSide,
        there,
        places,
        ours,
        others,
        mine,
        theirs,
        touching,
      };
      const attempt = attemptMarkings(context);
      // What can be told goes before what cannot, unless it is no more than chance.
      const better =
        !best ||
        (best.refusal && attempt.match
          ? attempt.found > CHANCE * best.found
          : !(best.match && attempt.refusal) && attempt.found > best.found);
      if (better) best = attempt;
    }
  return best;
}

interface Context {
  counts: Side;
  annotations: Side;
  there: ReadNames;
  places: Places;
  ours: Marking;
  others: Marking;
  mine: Reading;
  theirs: Reading;
  touching: number;
}

function attemptMarkings(context: Context): Attempt {
  const overlap = overlapOf(context);
  const pairing = pairSamples(overlap);
  if (pairing.kind === 'unclear')
    return refusal(context, `the samples cannot be told apart: ${pairing.reason}.`);
  let { pairs, oneToOne } = pairing;
  let outcome = matchPairs(context, pairs);
  if ('twice' in outcome) {
    const single = oneToOne ? undefined : clearlyBest(overlap, pairs);
    if (!single) return refusal(context, outcome.twice);
    [pairs, oneToOne] = [[single], true];
    outcome = matchPairs(context, pairs);
    if ('twice' in outcome) return refusal(context, outcome.twice);
  }
  const { partner, matched, ofPair } = outcome;
  const told = oneToOne && context.ours.labels.length * context.others.labels.length > 1;
  return {
    found: matched,
    match: {
      partner,
      matched,
      rule: ruleText(context, partner, told),
      ...(told
        ? {
            samples: pairs
              .map(([mark, sample], i) => ({ mark, sample, matched: ofPair[i] }))
              .sort((a, b) => a.sample - b.sample)
              .map(({ mark, sample, matched: cells }) => ({
                counts: context.ours.labels[sample],
                annotations: context.others.labels[mark],
                matched: cells,
              })),
          }
        : {}),
    },
  };
}

function refusal({ ours, others, touching }: Context, problem: string): Attempt {
  const names = (others.labels.length > 1 ? others.labels : ours.labels).filter(Boolean);
  const such = names.length > 1 ? ` (${listed(names, 5)})` : '';
  return {
    found: touching,
    refusal: {
      problem,
      remedy:
        others.labels.length > 1
          ? `Give each file with counts the sample name that the annotations use${such}: --sample on the command line, or in the import view.`
          : 'Write the name of its sample before each barcode of the annotations (sampleA:AAAC…), and give each file with ' +
            'counts the name of its sample.',
    },
  };
}

function overlapOf({ there, places, ours, others }: Context): Overlap {
  const sizes = ({ codes, labels }: Marking): number[] => {
    const out = labels.map(() => 0);
    for (const code of codes) if (code >= 0) out[code]++;
    return out;
  };
  const samples = ours.labels.length;
  const shared = new Float64Array(others.labels.length * samples);
  there.keys.forEach((key, row) => {
    if (key === undefined || others.codes[row] < 0) return;
    for (let cell = places.first.get(key) ?? -1; cell >= 0; cell = places.next[cell])
      if (ours.codes[cell] >= 0) shared[others.codes[row] * samples + ours.codes[cell]]++;
  });
  return {
    counts: { labels: ours.labels, sizes: sizes(ours) },
    annotations: { labels: others.labels, sizes: sizes(others) },
    shared,
  };
}

type Outcome = { partner: Int32Array; matched: number; ofPair: number[] } | { twice: string };

/** Matches cells of paired samples by their keys; `twice` tells of a cell that fits two. */
function matchPairs(context: Context, pairs: readonly [number, number][]): Outcome {
  const { counts, annotations, there, places, ours, others } = context;
  const samples = ours.labels.length;
  const pairAt = new Int32Array(others.labels.length * samples).fill(-1);
  pairs.forEach(([mark, sample], i) => (pairAt[mark * samples + sample] = i));
  const partner = new Int32Array(counts.names.length).fill(-1);
  const ofPair = pairs.map(() => 0);
  let matched = 0;
  for (let row = 0; row < there.keys.length; row++) {
    const key = there.keys[row];
    if (key === undefined || others.codes[row] < 0) continue;
    let taken = -1;
    for (let cell = places.first.get(key) ?? -1; cell >= 0; cell = places.next[cell]) {
      const pair = ours.codes[cell] < 0 ? -1 : pairAt[others.codes[row] * samples + ours.codes[cell]];
      if (pair < 0) continue;
      if (taken >= 0)
        return {
          twice: `“${annotations.names[row]}” fits two cells with counts: ${cellText(counts, taken)} and ${cellText(counts, cell)}.`,
        };
      if (partner[cell] >= 0)
        return {
          twice:
            `“${annotations.names[partner[cell]]}” and “${annotations.names[row]}”, two cells of the annotations, both fit ` +
            `${cellText(counts, cell)} of the counts.`,
        };
      taken = cell;
      partner[cell] = row;
      matched++;
      ofPair[pair]++;
    }
  }
  return { partner, matched, ofPair };
}

function cellText({ names, files }: Side, cell: number): string {
  const sample = files && files.labels.length > 1 ? ` of ${files.labels[files.codes[cell]]}` : '';
  return `“${names[cell]}”${sample}`;
}

function ruleText(context: Context, partner: Int32Array, told: boolean): string {
  const { counts, annotations, ours, others, mine, theirs } = context;
  const cell = Math.max(
    partner.findIndex((row) => row >= 0),
    0,
  );
  const [name, other] = [counts.names[cell], annotations.names[partner[cell]] ?? ''];
  const samples = told ? [...new Set([others.words, ours.words])].filter(Boolean) : [];
  const tail = samples.length > 0 ? `; ${samples.join('; ')}` : '';
  if (mine.id === 'whole') return `The barcodes are the same on both sides, e.g. “${name}”${tail}.`;
  const [split, otherSplit] = [mine.split(name), theirs.split(other)];
  if (!split || !otherSplit) return '';
  if (mine.id === 'parts')
    return `“${name}” is “${other}”: “${split.key}” is compared; what stands before and after it is left out${tail}.`;
  const rest = tail === '' ? '; what stands before and after them is left out' : tail;
  return `“${name}” is “${other}”: ${theirs.words(otherSplit)}${rest}.`;
}
